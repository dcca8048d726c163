import { identifier } from '../../session/sql.ts';
import { callsThrough, direction, farthestOf, isBehind, isPast, nextValue, outlierOf, ownEnd } from './arithmetic.ts';
import { advanceSql, restartSql, setvalSql } from './repair.ts';
import type { Feed, Sequence } from './sequence.ts';

/** `nextval` calls up to which advancing is quick: a million take a third of a second. */
const mostCalls = 1_000_000n;

/** How to move a sequence past its rows: forward only, by the gentlest means that this role and distance allow. */
export interface Repair {
  method: 'advance' | 'restart' | 'setval';
  /** the next value before and after, as far as the facts tell */
  from: bigint;
  to: bigint;
  sql: string;
  note: string | null;
}

export type Plan = { repair: Repair } | { refusal: string; sql: string[] };

export interface PlanOptions {
  standby: boolean;
  margin: bigint;
  pastOutliers: boolean;
}

/** The plan for a sequence, or why it is left alone; null where there is nothing to do. */
export function planFor(sequence: Sequence, options: PlanOptions): Plan | null {
  const goal = goalOf(sequence, options);
  const from = nextValue(sequence);
  if (goal === null || from === null) return null;
  const calls = callsThrough(sequence, goal);
  const to = from + calls * sequence.increment;
  if (calls === 0n) return null;
  const refusal = whyNot(sequence, to, options);
  if (refusal) return refusal;
  const advance: Repair = { method: 'advance', from, to, sql: advanceSql(sequence, to), note: null };
  const restarting = restartSql(sequence, clusterEnd(sequence, options), options.margin);
  const restart: Repair = { ...advance, method: 'restart', sql: restarting };
  const near = sequence.cache === 1n && calls <= mostCalls;
  if (near && mayCall(sequence)) return { repair: advance };
  if (sequence.ours) return { repair: restart };
  return byAnother(sequence, { calls, owners: near ? advance : restart });
}

/** What this role can do with a sequence of another owner; `owners` is what that one would do. */
function byAnother(sequence: Sequence, { calls, owners }: { calls: bigint; owners: Repair }): Plan {
  const { from, to } = owners;
  const { owner, cache } = sequence;
  if (calls <= mostCalls && mayCall(sequence)) {
    const taken = wholeTakes(sequence, { from, calls });
    const note = `other sessions may still hand out values that they cached (CACHE ${cache}); its owner ${owner} could throw them away`;
    return { repair: { method: 'advance', from, to: taken, sql: advanceSql(sequence, taken), note } };
  }
  if (sequence.mayUpdate && calls > mostCalls) {
    const note = `weaker than what its owner ${owner} could do: it relies on nobody drawing ${calls} values meanwhile`;
    return { repair: { method: 'setval', from, to, sql: setvalSql(sequence, to), note } };
  }
  return { refusal: `this role may not move it: run it as ${owner}`, sql: [owners.sql] };
}

/**
 * A session takes values CACHE at a time. Using whole takes up moves the sequence even where calls are answered from
 * what this session took before, and leaves it at the very value that is reported.
 */
function wholeTakes(sequence: Sequence, { from, calls }: { from: bigint; calls: bigint }): bigint {
  const whole = ((calls + sequence.cache - 1n) / sequence.cache) * sequence.cache;
  const to = from + whole * sequence.increment;
  return whole > mostCalls || isPast(sequence, to, ownEnd(sequence)) ? from + calls * sequence.increment : to;
}

/** The value that the sequence has to be past: the end of the rows, or of the lone values beyond if asked, and the margin. */
function goalOf(sequence: Sequence, { margin, pastOutliers }: PlanOptions): bigint | null {
  const outlier = outlierOf(sequence);
  const rows =
    pastOutliers && outlier !== null
      ? farthestWithin(sequence)
      : isBehind(sequence)
        ? (sequence.collision?.cluster ?? null)
        : null;
  const beyond = margin * direction(sequence);
  if (rows !== null) return rows + beyond;
  const farthest = farthestOf(sequence);
  if (margin === 0n || farthest === null || outlier !== null || sequence.collision !== null) return null;
  return farthest + beyond;
}

function farthestWithin(sequence: Sequence): bigint | null {
  const farthest = farthestOf(sequence);
  return farthest !== null && isPast(sequence, farthest, ownEnd(sequence)) ? ownEnd(sequence) : farthest;
}

/** Where rows that are met under the lock still count: up to the lone values that are to be left alone. */
function clusterEnd(sequence: Sequence, { pastOutliers }: PlanOptions): bigint {
  const beyond = sequence.collision?.beyond ?? null;
  return beyond === null || pastOutliers ? ownEnd(sequence) : beyond - direction(sequence);
}

function mayCall(sequence: Sequence): boolean {
  return sequence.mayUse || sequence.mayUpdate;
}

function whyNot(sequence: Sequence, to: bigint, { standby }: PlanOptions): { refusal: string; sql: string[] } | null {
  if (standby) return { refusal: 'this is a standby: run fix on the primary', sql: [] };
  if (sequence.cycles) return { refusal: 'it cycles, so it meets its rows again by design', sql: [] };
  const narrow = sequence.feeds.find((feed) => beyond(sequence, feed, to));
  if (narrow) {
    return {
      refusal: `${narrow.table}.${narrow.column} is ${narrow.numbers?.type} and cannot hold ${to}`,
      sql: [
        `ALTER TABLE ${identifier(narrow.schema, narrow.table)} ALTER COLUMN ${identifier(narrow.column)} TYPE bigint`,
        `ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} AS bigint`,
      ],
    };
  }
  if (!isPast(sequence, to, ownEnd(sequence))) return null;
  const bound = direction(sequence) > 0n ? 'MAXVALUE' : 'MINVALUE';
  return {
    refusal: `it ends at ${ownEnd(sequence)} and cannot reach ${to}`,
    sql: [`ALTER SEQUENCE ${identifier(sequence.schema, sequence.name)} AS bigint NO ${bound}`],
  };
}

function beyond(sequence: Sequence, { numbers }: Feed, to: bigint): boolean {
  const end = direction(sequence) > 0n ? numbers?.high : numbers?.low;
  return end !== null && end !== undefined && isPast(sequence, to, end);
}
