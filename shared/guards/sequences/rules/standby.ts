import { ignoredIn } from '../../judge.ts';
import { comparableFeeds, farthestOf, isBehind, isPast, nextValue } from '../arithmetic.ts';
import { byHand } from '../findings.ts';
import type { Sequence } from '../sequence.ts';
import type { SequenceRule } from './rule.ts';

/** SEQ_LOG_VALS in src/backend/commands/sequence.c: the log, and so a standby, runs so many values ahead. */
const loggedAhead = 32n;

/** On a standby "behind" is trustworthy, but "healthy" by less than what the log runs ahead is not. */
export const standby: SequenceRule = {
  code: 'sequences/standby',
  severity: 'warn',
  judge: ({ standby, sequences }, settings) => {
    const isIgnored = ignoredIn(settings.sequences);
    const doubtful = standby ? sequences.filter((sequence) => isDoubtful(sequence) && !isIgnored(sequence)) : [];
    if (doubtful.length === 0) return [];
    return [
      {
        code: 'sequences/standby',
        severity: 'warn',
        unknown: true,
        subject: { kind: 'database', name: 'standby' },
        message: `this is a standby, where sequences read up to ${loggedAhead} values ahead: whether ${doubtful.length} of them are clear of their rows only the primary can tell`,
        evidence: {
          sequences: doubtful.slice(0, 10).map(({ schema, name }) => `${schema}.${name}`),
          count: doubtful.length,
        },
        remedy: byHand('point the target at the primary'),
      },
    ];
  },
};

/** The value that the primary has may be as much as the log's lead behind what is read here. */
export function isDoubtful(sequence: Sequence): boolean {
  const next = nextValue(sequence);
  const farthest = farthestOf(sequence);
  if (next === null || farthest === null || isBehind(sequence) || comparableFeeds(sequence).length === 0) return false;
  const lead = (loggedAhead + sequence.cache) * sequence.increment;
  return !isPast(sequence, next - lead, farthest);
}
