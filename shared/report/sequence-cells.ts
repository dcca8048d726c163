import type { SequenceEntry } from '../model/report.ts';
import { named } from './names.ts';

/** Examined sequences as a table: its titles first. What `verify` used up has a column where there is any. */
export function sequenceRows(sequences: SequenceEntry[]): string[][] {
  const proofs = sequences.some((entry) => entry.proof);
  const titles = ['sequence', 'status', 'next', 'farthest', 'used', ...(proofs ? ['handed out'] : [])];
  return [titles, ...sequences.map((entry) => [...cellsOf(entry), ...(proofs ? [handedOut(entry)] : [])])];
}

function cellsOf(entry: SequenceEntry): string[] {
  return [named(entry), entry.status, entry.nextValue ?? '-', farthest(entry), percent(entry.used)];
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
  // Rounded down: 99.999 % must not read as 100 % while there are values left.
  const hundredths = Math.floor(used * 10_000) / 100;
  if (hundredths === 0 && used > 0) return '<0.01 %';
  return `${hundredths.toFixed(hundredths < 10 ? 2 : 1)} %`;
}
