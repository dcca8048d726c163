import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import type { Sequence } from '../sequence.ts';
import { eachSequence, type SequenceRule } from './rule.ts';

/** As far as the catalog shows, nothing draws from the sequence; an application may. */
export const orphan: SequenceRule = {
  code: 'sequences/orphan',
  severity: 'info',
  judge: eachSequence((sequence) => {
    if (!isOrphan(sequence)) return null;
    const owner = sequence.ownedBy
      ? ` (it is owned by ${columnName(sequence.ownedBy)}, whose default does not use it)`
      : '';
    return {
      code: 'sequences/orphan',
      severity: 'info',
      subject: sequenceSubject(sequence),
      message: `no column draws from ${nameOf(sequence)}${owner}: if the application calls it itself, nobody can tell whether it is behind`,
      evidence: evidenceOf(sequence),
      remedy: byHand(
        `drop it, or name its columns in the configuration: "sequences": { "feeds": { "${sequence.schema}.${sequence.name}": ["schema.table.column"] } }`,
      ),
    };
  }),
};

export function isOrphan(sequence: Sequence): boolean {
  return sequence.feeds.length === 0 && sequence.callers.length === 0;
}
