import { identifier } from '../../../session/sql.ts';
import { byHand, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** A sequence that starts again at its end hands its values out a second time. */
export const cycles: SequenceRule = {
  code: 'sequences/cycles',
  severity: 'warn',
  judge: eachSequence((sequence) => {
    if (!sequence.cycles || sequence.feeds.length === 0) return null;
    const unique = sequence.feeds.some(({ uniqueIndexes }) => uniqueIndexes.length > 0);
    return {
      code: 'sequences/cycles',
      severity: unique ? 'warn' : 'info',
      subject: sequenceSubject(sequence),
      message: `${nameOf(sequence)} starts again when it has reached its end${
        unique ? ', and feeds a unique column: from then on inserts fail where rows are' : ''
      }; it is not compared with its rows`,
      evidence: evidenceOf(sequence),
      remedy: byHand('if it is not meant to, let it end', [
        `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} NO CYCLE`,
      ]),
    };
  }),
};
