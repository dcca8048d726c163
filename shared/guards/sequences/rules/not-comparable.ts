import type { Finding } from '../../../model/finding.ts';
import { byHand, columnName, evidenceOf, nameOf, sequenceSubject } from '../findings.ts';
import type { LateDefault, Sequence } from '../sequence.ts';
import type { SequenceRule } from './rule.ts';

/** What the sequence hands out goes through an expression, a function or a text: rows cannot be compared with it. */
export const notComparable: SequenceRule = {
  code: 'sequences/not-comparable',
  severity: 'info',
  judge: ({ sequences, lateDefaults }) => [...sequences.flatMap(ofSequence), ...lateDefaults.map(ofDefault)],
};

function ofSequence(sequence: Sequence): Finding[] {
  const columns = sequence.feeds
    .filter(({ incomparable }) => incomparable !== null)
    .map((feed) => `${columnName(feed)} (${feed.incomparable})`);
  const users = [...columns, ...(sequence.feeds.length === 0 ? sequence.callers : [])];
  if (users.length === 0) return [];
  return [
    {
      code: 'sequences/not-comparable',
      severity: 'info',
      subject: sequenceSubject(sequence),
      message: `${nameOf(sequence)} is used by ${users.join(', ')}, whose values cannot be compared with it`,
      evidence: evidenceOf(sequence, { usedBy: users }),
      remedy: byHand('nothing to do; after a restore, compare by eye'),
    },
  ];
}

/** What it fills may be behind: that nobody can tell which sequence it is does not make it healthy. */
function ofDefault(late: LateDefault): Finding {
  const { schema, table, column, expression } = late;
  const which = expression ?? 'its table is being altered at this moment';
  return {
    code: 'sequences/not-comparable',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'column', schema, name: column, table, column },
    message: `${columnName(late)} finds its sequence by name at each insert, and which one that is cannot be told: ${which}`,
    evidence: expression === null ? {} : { expression },
    remedy: byHand(
      expression === null
        ? 'run again when the migration is through'
        : "name the column in the configuration under sequences.feeds, or bind its default: nextval('schema.name'::regclass)",
    ),
  };
}
