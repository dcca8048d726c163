import type { Constraint } from '@pgsql/types';
import { addedConstraints } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { commandText, from, piecesOf } from '../linting/pieces.ts';
import type { LintRule } from '../linting/rule.ts';
import { inTwoSteps, usualName } from '../linting/steps.ts';
import { walk } from '../linting/walk.ts';

export const addCheckWithoutNotValid: LintRule = {
  name: 'add-check-without-not-valid',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'A CHECK without NOT VALID reads the whole table while nobody else can use it.',
  why: 'PostgreSQL proves it on every row that is there, under an ACCESS EXCLUSIVE lock: reads and writes wait for as long as that takes. With NOT VALID it holds for new rows at once, and VALIDATE CONSTRAINT proves it for the others later under a lock that lets everybody go on.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer);',
    unsafe: 'ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0);',
    safe: 'ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID;',
  },
  judge: (statement, context) =>
    addedConstraints(statement, context, 'CONSTR_CHECK')
      .filter(({ constraint }) => constraint.skip_validation !== true && constraint.is_enforced === true)
      .map((added) => {
        const { table, constraint } = added;
        const name = constraint.conname ?? usualName(table, columnsOf(constraint), 'check');
        return {
          message: `${inWords(table)} is read row by row to prove ${constraint.conname ?? 'the CHECK'}, and nobody else uses it meanwhile`,
          table,
          sql: inTwoSteps(piecesOf(added).head, name, from(commandText(added), 'CHECK')),
        };
      }),
};

/** The column of a CHECK that is about one alone: PostgreSQL calls it by that. */
function columnsOf({ raw_expr }: Constraint): string[] {
  const columns = new Set<string>();
  walk(raw_expr, (kind, node) => {
    if (kind === 'ColumnRef') columns.add(wordsOf((node as { fields?: [] }).fields).at(-1) ?? '');
  });
  return columns.size === 1 ? [...columns] : [];
}
