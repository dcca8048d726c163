import type { SequenceEntry } from '../model/report.ts';
import { named } from './names.ts';

/** Examined sequences as a table: its titles first. What `verify` used up has a column where there is any. */
export function sequenceRows(sequences: SequenceEntry[]): string[][] {
  const proofs = sequences.some((entry) => entry.proof);
  const titles = ['sequence', 'status', 'next', 'farthest', 'used', ...(proofs ? ['handed out'] : [])];
  return [titles, ...sequences.map((entry) => [...cellsOf(entry), ...(proofs ? [handedOut(entry)] : [])])];
}

function cellsOf(entry: SequenceEntry): string[] {
  return [named(entry), statusOf(entry), entry.nextValue ?? '-', farthest(entry), percent(entry.used)];
}

function statusOf({ status, ignored }: SequenceEntry): string {
  return ignored ? `${status} (ignored)` : status;
}

function handedOut({ proof }: SequenceEntry): string {
  return proof ? `${proof.value} ${proof.free ? 'free' : 'taken'}` : '-';
}

/** The value farthest ahead among all columns that it feeds. */
function farthest({ feeds, limit, nextValue }: SequenceEntry): string {
  const values = feeds.flatMap((feed) => (feed.farthest === null ? [] : [BigInt(feed.farthest)]));
  if (values.length === 0) return '-';
  const descends = limit !== null && nextValue !== null && BigInt(limit) < BigInt(nextValue);
  return String(values.reduce((one, other) => (descends === one < other ? one : other)));
}

function percent(used: number | null): string {
  if (used === null) return '-';
  const digits = used < 0.1 ? 2 : 1;
  // Rounded down: 99.999 % must not read as 100 % while there are values left.
  const rounded = Math.floor(used * 100 * 10 ** digits + 1e-6) / 10 ** digits;
  return rounded === 0 && used > 0 ? '<0.01 %' : `${rounded.toFixed(digits)} %`;
}
