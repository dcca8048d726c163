import * as fc from 'fast-check';
import { versions } from '../../../support/database.ts';
import { namesInPool } from './names.ts';

export type SequenceType = 'smallint' | 'integer' | 'bigint';
export const sequenceTypes: SequenceType[] = ['smallint', 'integer', 'bigint'];
export const columnTypes = [...sequenceTypes, 'numeric', 'numeric(5,0)', 'numeric(19,0)'] as const;
export type ColumnType = (typeof columnTypes)[number];

/** How a sequence is declared, and where it stands. Places are told from its start or its end, by strides. */
export interface SequencePlan {
  type: SequenceType;
  increment: bigint;
  bounds: { from: 'low' | 'high' | 'zero' | 'thousand'; span: number } | null;
  startAt: number | null;
  cache: number;
  cycle: boolean;
  state:
    | { by: 'nothing' }
    | { by: 'calls'; count: number }
    | { by: 'setval'; end: boolean; at: number; called: boolean };
}

/** Stored values, told from the sequence's next one, or from the ends of the column's type. */
export type RowPlan =
  | { kind: 'run'; from: number; count: number; step: number; nudge: number }
  | { kind: 'far'; strides: number; nudge: number }
  | { kind: 'end'; high: boolean; by: number }
  | { kind: 'odd'; text: string | null }
  | { kind: 'fraction'; at: number };

export const shapes = [
  'plain',
  'partitioned',
  'partition with its own sequence',
  'inherited',
  'child with its own sequence',
] as const;

export interface TablePlan {
  shape: (typeof shapes)[number];
  type: ColumnType;
  /** how many domains stand on the type */
  domains: number;
  index: 'primary' | 'index' | 'descending' | 'partial' | 'none';
  rows: RowPlan[];
}

export const wirings = ['owned', 'always', 'by default', 'unowned', 'owned by another', 'orphan'] as const;

/** One sequence with the tables that it feeds: all that a case needs to be built. */
export interface Situation {
  names: number;
  wiring: (typeof wirings)[number];
  sequence: SequencePlan;
  tables: TablePlan[];
}

const small = (low: number, high: number) => fc.integer({ min: low, max: high });

const sequencePlan: fc.Arbitrary<SequencePlan> = fc.record({
  type: fc.constantFrom('bigint', 'integer', 'smallint'),
  increment: fc.constantFrom(1n, 1n, 1n, -1n, -1n, 2n, 10n, -3n, 7n, -1000n),
  bounds: fc.option(fc.record({ from: fc.constantFrom('zero', 'low', 'high', 'thousand'), span: small(1, 3000) }), {
    freq: 2,
  }),
  startAt: fc.option(small(0, 40)),
  cache: fc.constantFrom(1, 1, 1, 2, 10, 100),
  cycle: fc.constantFrom(false, false, false, false, false, false, false, false, false, true),
  state: fc.oneof(
    fc.constant({ by: 'nothing' as const }),
    fc.record({ by: fc.constant('calls' as const), count: small(1, 30) }),
    fc.record({
      by: fc.constant('setval' as const),
      end: fc.constantFrom(false, false, true),
      at: small(0, 200),
      called: fc.boolean(),
    }),
  ),
});

const nudge = fc.constantFrom(0, 0, 0, 1, -1);

const rowPlan: fc.Arbitrary<RowPlan> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('run' as const),
      from: small(-60, 70),
      count: small(1, 40),
      step: fc.constantFrom(1, 1, 2, 7, 45),
      nudge,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('far' as const), strides: small(100, 2_000_000_000), nudge }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('end' as const), high: fc.boolean(), by: small(0, 3) }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('odd' as const),
      text: fc.constantFrom(null, '-1', '0', 'NaN', 'Infinity', '-Infinity', '1e30', '-1e30', '9223372036854775808'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('fraction' as const), at: small(-5, 60) }) },
);

const tablePlan: fc.Arbitrary<TablePlan> = fc.record({
  shape: fc.constantFrom(...shapes.slice(0, 1), ...shapes.slice(0, 1), ...shapes),
  type: fc.constantFrom(...columnTypes),
  domains: fc.constantFrom(0, 0, 1, 2),
  index: fc.constantFrom('primary', 'primary', 'index', 'descending', 'partial', 'none'),
  rows: fc.array(rowPlan, { maxLength: 4 }),
});

export const situation: fc.Arbitrary<Situation> = fc
  .record({
    names: fc.nat({ max: namesInPool - 1 }),
    wiring: fc.constantFrom('owned', ...wirings),
    sequence: sequencePlan,
    tables: fc.oneof(
      { weight: 4, arbitrary: fc.array(tablePlan, { minLength: 1, maxLength: 1 }) },
      { weight: 1, arbitrary: fc.array(tablePlan, { minLength: 2, maxLength: 3 }) },
    ),
  })
  .map(coherent);

/** An identity column's sequence is of the column's type, which is no domain; partitioned tables have them since 17. */
function coherent(plan: Situation): Situation {
  if (plan.wiring !== 'always' && plan.wiring !== 'by default') return plan;
  const [first, ...others] = plan.tables as [TablePlan];
  const shape =
    first.shape.startsWith('partition') && !versions.some((version) => version >= 17) ? 'plain' : first.shape;
  return { ...plan, tables: [{ ...first, shape, type: plan.sequence.type, domains: 0 }, ...others] };
}
