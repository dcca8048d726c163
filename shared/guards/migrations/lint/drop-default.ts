import { addedEarlier, alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { isRequired } from '../linting/safe-column.ts';

export const dropDefault: LintRule = {
  name: 'drop-default',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'DROP DEFAULT changes what INSERTs do that leave the column out.',
  why: 'The version of the application that still runs may count on the default: its rows get no value, and where the column is NOT NULL its INSERTs fail. A column that is added with NOT NULL and loses its default in the same migration, as Django does it, breaks every INSERT of the old version. To drop an identity is the same.',
  versions: '',
  recipe: ['deploy code that gives the value in every INSERT', 'drop the default in the deploy after that'],
  example: {
    setup: "CREATE TABLE orders (id bigint PRIMARY KEY, state text NOT NULL DEFAULT 'new');",
    unsafe: 'ALTER TABLE orders ALTER COLUMN state DROP DEFAULT;',
    safe: "ALTER TABLE orders ALTER COLUMN state SET DEFAULT 'open';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_ColumnDefault', 'AT_DropIdentity']).flatMap((alteration) => {
      const { table, command } = alteration;
      if (command.subtype === 'AT_ColumnDefault' && command.def) return [];
      const added = addedEarlier(alteration, context);
      const known = context.table(table)?.columns.get(command.name ?? '');
      const hasNone = command.subtype === 'AT_ColumnDefault' && known?.hasDefault === false;
      if (added ? !isRequired(added) : hasNone) return [];
      const place = `${inWords(table)}.${command.name}`;
      if (added) {
        const message = `INSERTs of the version that still runs do not know ${place}, and fail without its default`;
        return [{ message, class: 'dangerous', table }];
      }
      const fate = known?.notNull ? 'fail' : 'leave it empty, or fail where it is NOT NULL';
      return [{ message: `INSERTs that leave out ${place} ${fate}`, table }];
    }),
};
