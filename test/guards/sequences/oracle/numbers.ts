import type { ColumnType, RowPlan, SequencePlan, SequenceType } from './situations.ts';

const ends: Record<SequenceType, [bigint, bigint]> = {
  smallint: [-32_768n, 32_767n],
  integer: [-2_147_483_648n, 2_147_483_647n],
  bigint: [-9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
};

/** The least and the greatest whole number of a column's type; null: it has none. */
export function endsOf(type: ColumnType): [bigint, bigint] | null {
  if (type === 'numeric') return null;
  if (type === 'numeric(5,0)') return [-99_999n, 99_999n];
  if (type === 'numeric(19,0)') return [-(10n ** 19n - 1n), 10n ** 19n - 1n];
  return ends[type];
}

/** What a sequence plan comes to. `next` is where rows are placed around; the oracle asks the database instead. */
export interface Declaration {
  min: bigint;
  max: bigint;
  start: bigint;
  set: { value: bigint; called: boolean } | null;
  calls: number;
  next: bigint;
}

export function declarationOf({ type, increment, bounds, startAt, state }: SequencePlan): Declaration {
  const [low, high] = ends[type];
  const ascending = increment > 0n;
  const min = bounds ? leastOf(bounds, type) : ascending ? 1n : low;
  const max = bounds ? min + BigInt(bounds.span) : ascending ? high : -1n;
  const within = (value: bigint) => (value < min ? min : value > max ? max : value);
  const begin = ascending ? min : max;
  const start = within(begin + BigInt(startAt ?? 0) * increment);
  const room = Number((((ascending ? max : min) - start) / increment).toString()) + 1;
  const calls = state.by === 'calls' ? Math.min(state.count, room) : 0;
  const from = state.by === 'setval' && state.end ? (ascending ? max : min) : start;
  const sign = state.by === 'setval' && state.end ? -1n : 1n;
  const set =
    state.by === 'setval' ? { value: within(from + sign * BigInt(state.at) * increment), called: state.called } : null;
  const next = set ? set.value + (set.called ? increment : 0n) : start + BigInt(calls) * increment;
  return { min, max, start, set, calls, next };
}

function leastOf({ from, span }: NonNullable<SequencePlan['bounds']>, type: SequenceType): bigint {
  const [low, high] = ends[type];
  return { zero: -50n, thousand: 1000n, low, high: high - BigInt(span) }[from];
}

/** The values of a column as text, NULL among them; those that its type cannot hold are left out. */
export function valuesOf(rows: RowPlan[], type: ColumnType, around: { next: bigint; increment: bigint }): Value[] {
  return rows.flatMap((row) => placed(row, type, around)).filter((value) => holds(type, value));
}

export type Value = string | null;

function placed(row: RowPlan, type: ColumnType, { next, increment }: { next: bigint; increment: bigint }): Value[] {
  const at = (strides: number, nudge: number) => String(next + BigInt(strides) * increment + BigInt(nudge));
  if (row.kind === 'run') return Array.from({ length: row.count }, (_, i) => at(row.from + i * row.step, row.nudge));
  if (row.kind === 'far') return [at(row.strides, row.nudge)];
  if (row.kind === 'fraction') return [`${at(row.at, 0)}.5`];
  if (row.kind === 'odd') return [row.text];
  const [low, high] = endsOf(type) ?? ends.bigint;
  return [String(row.high ? high - BigInt(row.by) : low + BigInt(row.by))];
}

function holds(type: ColumnType, value: Value): boolean {
  if (value === null) return true;
  if (/^-?\d+$/.test(value)) {
    const [low, high] = endsOf(type) ?? [null, null];
    return low === null || (BigInt(value) >= low && BigInt(value) <= high);
  }
  return type === 'numeric' || (value === 'NaN' && type.startsWith('numeric'));
}
