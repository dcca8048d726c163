import type { Migration, SqlPart } from '../../../../model/manifest.ts';
import { type Step, stepsOf } from './steps.ts';
import type { Chain, FunctionValue, Value } from './value.ts';

/** What a migration runs: what could be read of it as SQL. `opaque`: it does more than that. */
export interface Forward {
  sql: SqlPart[];
  opaque: boolean;
}

/**
 * What one call of a migration runs, as SQL; null where that is not certain. `root` is what the function calls its first
 * parameter; `awaited` is false for a promise that nobody waits for.
 */
export type Translate = (chain: Chain, how: { root: string; awaited: boolean }) => Forward | null;

export const nothing: Forward = { sql: [], opaque: false };
const obscure: Forward = { sql: [], opaque: true };

/** What a function runs forward, call by call. What is not certain to be run, and run once, is opaque. */
export function forwardOf(value: Value | undefined, translate: Translate): Forward {
  if (value?.kind !== 'function') return obscure;
  try {
    return functionForward(value, value.parameters[0] ?? '', translate);
  } catch (error) {
    // Nested more deeply than anything that somebody wrote.
    if (error instanceof RangeError) return obscure;
    throw error;
  }
}

/** One text of SQL at a line. */
export function statement(text: string, line: number): Forward {
  return { sql: [{ line, text }], opaque: false };
}

/** Several, one after the other; opaque where one of them is, or is null. */
export function joined(all: (Forward | null)[]): Forward {
  return {
    sql: all.flatMap((each) => each?.sql ?? []),
    opaque: all.some((each) => each === null || each.opaque),
  };
}

/** As a migration of a manifest holds it. */
export function asMigration({ sql, opaque }: Forward): Pick<Migration, 'sql' | 'opaque'> {
  return { sql, ...(opaque ? { opaque } : {}) };
}

function functionForward(value: FunctionValue, root: string, translate: Translate): Forward {
  const each = (step: Step) => (step.value ? valueForward(step.value, step.awaited) : null);
  const valueForward = (done: Value, awaited: boolean): Forward | null => {
    if (done.kind !== 'chain') return done.kind === 'unknown' ? null : nothing;
    if (!done.links.some(({ values }) => values !== null)) return nothing;
    return promises(done, awaited) ?? translate(done, { root, awaited });
  };
  /** `Promise.all([a, b])`, `a.then(() => b)`. */
  const promises = (chain: Chain, awaited: boolean): Forward | null => {
    const first = chain.links[0];
    if (chain.root === 'Promise' && first?.name === 'resolve') return nothing;
    if (chain.root === 'Promise' && first?.name === 'all' && chain.links.length === 1) {
      const [list] = first.values ?? [];
      return list?.kind === 'list' ? joined(list.items.map((item) => valueForward(item, awaited))) : null;
    }
    const last = chain.links.at(-1);
    if (last?.name !== 'then' || last.values?.length !== 1) return null;
    const [next] = last.values;
    const before = valueForward({ ...chain, links: chain.links.slice(0, -1) }, awaited);
    return joined([before, next?.kind === 'function' ? functionForward(next, root, translate) : null]);
  };
  return joined(stepsOf(value).map(each));
}
