import { addedConstraints } from '../linting/alterations.ts';
import { inWords, nameFrom } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { commandText, from, piecesOf } from '../linting/pieces.ts';
import { orphans } from '../linting/probes.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name } from '../linting/statement.ts';
import { inTwoSteps, usualName } from '../linting/steps.ts';

export const addForeignKeyWithoutNotValid: LintRule = {
  name: 'add-foreign-key-without-not-valid',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'scan',
  lock: 'ShareRowExclusiveLock',
  title: 'A foreign key without NOT VALID looks up every row while writers of both tables wait.',
  why: 'Both tables are locked SHARE ROW EXCLUSIVE until the last row has been looked up: reads go on, every INSERT, UPDATE and DELETE in either table waits. With NOT VALID both are locked for a moment only, and VALIDATE CONSTRAINT proves the key later while everybody goes on.',
  versions: 'Before 18 a foreign key of a partitioned table cannot be NOT VALID.',
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint);',
    unsafe: 'ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id);',
    safe: 'ALTER TABLE orders ADD CONSTRAINT orders_user_id_fkey FOREIGN KEY (user_id) REFERENCES users (id) NOT VALID;',
  },
  judge: (statement, context) =>
    addedConstraints(statement, context, 'CONSTR_FOREIGN')
      .filter(({ constraint }) => constraint.skip_validation !== true && constraint.is_enforced === true)
      .map((added) => {
        const { table, constraint } = added;
        const to = nameFrom(constraint.pktable);
        const columns = wordsOf(constraint.fk_attrs);
        const name = constraint.conname ?? usualName(table, columns, 'fkey');
        const keys = wordsOf(constraint.pk_attrs);
        const target = keys.length > 0 ? keys : primaryKey(to, context);
        const whole = context.version < 18 && context.table(table)?.kind === 'p';
        const sql = inTwoSteps(piecesOf(added).head, name, from(commandText(added), 'FOREIGN'));
        return {
          message: `writers of ${inWords(table)} and ${inWords(to)} wait until every row of ${inWords(table)} has been looked up`,
          table,
          ...(whole ? { recipe: [inPartitions(context)] } : { sql }),
          ...(target.length === columns.length
            ? { probe: orphans(table, columns, { table: to, columns: target }) }
            : {}),
        };
      }),
};

/** The columns of a table's primary key, where a database is at hand. */
function primaryKey(table: Name, context: Context): string[] {
  const facts = context.table(table);
  const key = [...(facts?.constraints ?? [])].find(([, { type }]) => type === 'p')?.[0];
  return facts?.indexes.find(({ name }) => name === key)?.columns ?? [];
}

function inPartitions({ version }: Context): string {
  return `PostgreSQL ${version} has no NOT VALID for a partitioned table: add the key NOT VALID to each partition and validate it there, then add it to the whole, which takes over theirs`;
}
