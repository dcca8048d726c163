import type { SequenceEntry } from '../../model/report.ts';
import type { Settings } from '../../model/settings.ts';
import { ignoredIn } from '../judge.ts';
import { callsThrough, comparableFeeds, isBehind, isExhausted, nextValue, rangeOf, usedOf } from './arithmetic.ts';
import { severityOf } from './rules/exhausting.ts';
import { isOrphan } from './rules/orphan.ts';
import { isDoubtful } from './rules/standby.ts';
import type { Sequence, SequenceFacts } from './sequence.ts';

/** Every sequence that was examined, with its status, the ignored ones included. */
export function entriesOf(facts: SequenceFacts, settings: Settings): { sequences: SequenceEntry[] } {
  const isIgnored = ignoredIn(settings.sequences);
  const entries = facts.sequences.map((sequence) => ({
    ...entryOf(sequence, facts, settings),
    ...(isIgnored(sequence) ? { ignored: true } : {}),
  }));
  return { sequences: entries };
}

function entryOf(sequence: Sequence, facts: SequenceFacts, settings: Settings): SequenceEntry {
  const cluster = sequence.collision?.cluster ?? null;
  const { proof } = sequence;
  return {
    schema: sequence.schema,
    name: sequence.name,
    status: statusOf(sequence, facts, settings),
    nextValue: nextValue(sequence)?.toString() ?? null,
    limit: rangeOf(sequence).to.toString(),
    used: usedOf(sequence),
    ...(cluster === null ? {} : { stepsBehind: callsThrough(sequence, cluster).toString() }),
    feeds: sequence.feeds.map(({ schema, table, column, farthest }) => ({
      schema,
      table,
      column,
      farthest: farthest?.toString() ?? null,
    })),
    ...(proof ? { proof: { ...proof, value: proof.value.toString() } } : {}),
  };
}

/** What is certain comes before what is unknown, and what is unknown before anything good. */
function statusOf(sequence: Sequence, { standby }: SequenceFacts, settings: Settings): SequenceEntry['status'] {
  if (isExhausted(sequence)) return 'exhausted';
  if (isBehind(sequence)) return 'behind';
  if (isUnknown(sequence) || (standby && isDoubtful(sequence))) return 'unknown';
  if (severityOf(sequence, settings.sequences)) return 'exhausting';
  if (isOrphan(sequence)) return 'orphan';
  if (sequence.cycles || comparableFeeds(sequence).length === 0) return 'not-comparable';
  return 'healthy';
}

function isUnknown(sequence: Sequence): boolean {
  if (sequence.unreadable !== null || sequence.collisionUnknown !== null) return true;
  return sequence.feeds.some(({ unknown }) => unknown !== null);
}
