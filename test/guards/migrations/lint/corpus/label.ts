import type { LintClass } from '../../../../../shared/model/report.ts';
import type { LintWish } from '../harness.ts';

/** A statement, or a few that belong together, and what a careful person says of it. */
export interface Labelled {
  sql: string;
  /** every rule that has to find something, with the class; nothing else may */
  expected: Record<string, LintClass>;
  /** why it is labelled so */
  because: string;
  wish: LintWish;
}

/**
 * `label('DROP TABLE a', 'drop-table: dangerous', 'the rows are gone')`; several rules with commas, none as ''. Without a
 * wish: PostgreSQL 17, no database at hand, and a tool that sends the statements one by one without a transaction.
 */
export function label(sql: string, expected: string, because: string, wish: LintWish = {}): Labelled {
  const pairs = expected.split(',').flatMap((pair) => {
    const [rule = '', found = ''] = pair.split(':').map((word) => word.trim());
    return rule === '' ? [] : [[rule, found as LintClass] as const];
  });
  return {
    sql,
    expected: Object.fromEntries(pairs),
    because,
    wish: { version: 17, transaction: 'none', tool: 'goose', ...wish },
  };
}

/** The tool begins a transaction around the migration. */
export const wrapped: LintWish = { transaction: 'each' };
