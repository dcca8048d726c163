import { identifier } from '../../session/sql.ts';
import type { Refusal } from '../refusal.ts';
import {
  callsThrough,
  comparableFeeds,
  direction,
  farthestOf,
  isBehind,
  isPast,
  nextValue,
  outlierOf,
  ownEnd,
} from './arithmetic.ts';
import { armsOf } from './arms.ts';
import { columnName } from './findings.ts';
import { advanceSql, restartSql, setvalSql } from './repair.ts';
import type { Feed, Sequence } from './sequence.ts';

/** `nextval` calls up to which advancing is quick: a million take a third of a second. */
const mostCalls = 1_000_000n;

/** Bytes that a restart may scan while it holds up inserts: some tens of milliseconds. */
const mostScanned = 16 * 2 ** 20;

/** How to move a sequence past its rows: forward only, by the gentlest means that this role and distance allow. */
export interface Repair {
  method: 'advance' | 'restart' | 'setval';
  /** the next value before and after, as far as the facts tell */
  from: bigint;
  to: bigint;
  sql: string;
  note: string | null;
}

export type Plan = { repair: Repair } | Refusal;

export interface PlanOptions {
  standby: boolean;
  margin: bigint;
  pastOutliers: boolean;
  /** `sequences.reach`: a margin is kept from rows within so many calls */
  reach: number;
}

/** The way to go: from the next value to the one that it should be. */
interface Way {
  from: bigint;
  to: bigint;
  calls: bigint;
  /** the value to be past, margin included */
  goal: bigint;
}

/** The plan for a sequence, or why it is left alone; null where there is nothing to do. */
export function planFor(sequence: Sequence, options: PlanOptions): Plan | null {
  const goal = goalOf(sequence, options);
  const from = nextValue(sequence);
  if (goal === null || from === null) return null;
  const calls = callsThrough(sequence, goal);
  if (calls === 0n) return null;
  const way = { from, to: from + calls * sequence.increment, calls, goal };
  return whyNot(sequence, way.to, options) ?? gentlest(sequence, way, options);
}

function gentlest(sequence: Sequence, way: Way, options: PlanOptions): Plan {
  const near = sequence.cache === 1n && way.calls <= mostCalls;
  if (near && mayCall(sequence)) return advance(sequence, way);
  if (sequence.ours) return underLock(sequence, way, options);
  return byAnother(sequence, way, near ? advance(sequence, way) : underLock(sequence, way, options));
}

function advance(sequence: Sequence, { from, to }: Way, note: string | null = null): { repair: Repair } {
  return { repair: { method: 'advance', from, to, sql: advanceSql(sequence, to), note } };
}

/** A restart, unless it would scan a large table while inserts wait for its lock. */
function underLock(sequence: Sequence, way: Way, options: PlanOptions): Plan {
  const feed = scannedFor(sequence, options);
  if (feed === null) {
    const { margin } = options;
    const known = way.goal - margin * direction(sequence);
    const sql = restartSql(sequence, { end: endFor(sequence, way, options), known, margin });
    return { repair: { method: 'restart', from: way.from, to: way.to, sql, note: null } };
  }
  const column = columnName(feed);
  if (way.calls <= mostCalls && (mayCall(sequence) || !sequence.ours)) {
    const why = `to throw them away, fix would read ${column} without an index while inserts wait`;
    return advance(sequence, wholeTakes(sequence, way), `${cached(sequence)}; ${why}`);
  }
  return {
    refusal: `no index leads with ${column}: reading it under the lock would hold up inserts`,
    advice: `create an index that leads with ${column}, then run fix again`,
    sql: [`CREATE INDEX CONCURRENTLY ON ${identifier(feed.schema, feed.table)} (${identifier(feed.column)})`],
    byOwner: false,
  };
}

/** A column that a restart would scan for long. */
function scannedFor(sequence: Sequence, { margin }: PlanOptions): Feed | null {
  const asked = new Set(armsOf(sequence, margin).map(({ storage }) => storage));
  const bytes = ({ storages }: Feed) =>
    storages.reduce((sum, storage) => sum + (asked.has(storage) ? storage.scanBytes : 0), 0);
  return comparableFeeds(sequence).find((feed) => bytes(feed) > mostScanned) ?? null;
}

function cached({ cache }: Sequence): string {
  return `other sessions may still hand out values that they cached (CACHE ${cache})`;
}

/** What this role can do with a sequence of another owner; `owners` is what that one would do. */
function byAnother(sequence: Sequence, way: Way, owners: Plan): Plan {
  const { owner } = sequence;
  if (way.calls <= mostCalls && mayCall(sequence)) {
    const note = `${cached(sequence)}; its owner ${owner} could throw them away`;
    return advance(sequence, wholeTakes(sequence, way), note);
  }
  if (sequence.mayUpdate && way.calls > mostCalls) {
    const note = `weaker than what its owner ${owner} could do: it relies on nobody drawing ${way.calls} values meanwhile`;
    const { from, to } = way;
    return { repair: { method: 'setval', from, to, sql: setvalSql(sequence, to), note } };
  }
  if ('refusal' in owners) return owners;
  const refusal = `this role may not move it: run it as ${owner}`;
  return { refusal, advice: `run it as ${owner}`, sql: [owners.repair.sql], byOwner: true };
}

/**
 * A session takes values CACHE at a time. Using whole takes up moves the sequence even where calls are answered from
 * what this session took before, and leaves it at the very value that is reported.
 */
function wholeTakes(sequence: Sequence, way: Way): Way {
  const calls = ((way.calls + sequence.cache - 1n) / sequence.cache) * sequence.cache;
  const to = way.from + calls * sequence.increment;
  return calls > mostCalls || isPast(sequence, to, ownEnd(sequence)) ? way : { ...way, to, calls };
}

/** The value that the sequence has to be past: the end of the rows, or of the lone values beyond if asked, and the margin. */
function goalOf(sequence: Sequence, options: PlanOptions): bigint | null {
  const { margin, pastOutliers } = options;
  const beyond = margin * direction(sequence);
  if (pastOutliers && outlierOf(sequence) !== null) return plus(farthestWithin(sequence), beyond);
  if (isBehind(sequence)) return plus(sequence.collision?.cluster ?? null, beyond);
  if (margin === 0n || sequence.collision !== null || sequence.collisionUnknown !== null) return null;
  return plus(farthestNearby(sequence, options), beyond);
}

function plus(value: bigint | null, beyond: bigint): bigint | null {
  return value === null ? null : value + beyond;
}

function farthestWithin(sequence: Sequence): bigint | null {
  const farthest = farthestOf(sequence);
  return farthest !== null && isPast(sequence, farthest, ownEnd(sequence)) ? ownEnd(sequence) : farthest;
}

/** Of a sequence that is not behind, the farthest row that a margin is kept from: not those far ahead that it never meets. */
function farthestNearby(sequence: Sequence, { reach }: PlanOptions): bigint | null {
  const end = reached(sequence, nextValue(sequence) ?? 0n, reach);
  const near = comparableFeeds(sequence)
    .flatMap(({ storages }) => storages.map(({ farthest }) => farthest))
    .filter((farthest) => farthest !== null && !isPast(sequence, farthest, end));
  return near.reduce(
    (far, value) => (far === null || (value !== null && isPast(sequence, value, far)) ? value : far),
    null,
  );
}

/** How far `reach` calls lead, at most to the sequence's own end. */
function reached(sequence: Sequence, from: bigint, reach: number): bigint {
  const end = from + BigInt(reach) * sequence.increment;
  return isPast(sequence, end, ownEnd(sequence)) ? ownEnd(sequence) : end;
}

/** Where rows that are met under the lock still count: up to the lone values that are to be left alone. */
function endFor(sequence: Sequence, { from }: Way, { pastOutliers, reach }: PlanOptions): bigint {
  if (sequence.collision === null) return reached(sequence, from, reach);
  const { beyond } = sequence.collision;
  return beyond === null || pastOutliers ? ownEnd(sequence) : beyond - direction(sequence);
}

function mayCall(sequence: Sequence): boolean {
  return sequence.mayUse || sequence.mayUpdate;
}

function whyNot(sequence: Sequence, to: bigint, { standby }: PlanOptions): Refusal | null {
  if (standby) return left('this is a standby: run fix on the primary');
  if (sequence.cycles) return left('it cycles, so it meets its rows again by design');
  const narrow = sequence.feeds.find((feed) => beyond(sequence, feed, to));
  if (narrow) {
    return left(`${narrow.table}.${narrow.column} is ${narrow.numbers?.type} and cannot hold ${to}`, [
      `ALTER TABLE ${identifier(narrow.schema, narrow.table)} ALTER COLUMN ${identifier(narrow.column)} TYPE bigint`,
      `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} AS bigint`,
    ]);
  }
  if (!isPast(sequence, to, ownEnd(sequence))) return null;
  const bound = direction(sequence) > 0n ? 'MAXVALUE' : 'MINVALUE';
  return left(`it ends at ${ownEnd(sequence)} and cannot reach ${to}`, [
    `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} AS bigint NO ${bound}`,
  ]);
}

/** `sql` changes the bounds that are in the way. */
function left(refusal: string, sql: string[] = []): Refusal {
  return { refusal, advice: sql.length > 0 ? 'change its bounds first' : 'see the reason', sql, byOwner: false };
}

function beyond(sequence: Sequence, { numbers }: Feed, to: bigint): boolean {
  const end = direction(sequence) > 0n ? numbers?.high : numbers?.low;
  return end !== null && end !== undefined && isPast(sequence, to, end);
}
