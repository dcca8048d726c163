import { alterations, earlier } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropConstraint: LintRule = {
  name: 'drop-constraint',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'DROP CONSTRAINT lets in what it kept out; of a foreign key it locks both tables.',
  why: 'Rows that break the rule may be written from then on, and the constraint cannot come back before they are gone. ON CONFLICT needs its unique constraint. To drop a foreign key takes an ACCESS EXCLUSIVE lock on the referenced table as well: readers of both wait behind whoever uses either.',
  versions: '',
  example: {
    setup:
      'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user_id_fkey REFERENCES users);',
    unsafe: 'ALTER TABLE orders DROP CONSTRAINT orders_user_id_fkey;',
    safe: "SET lock_timeout = '2s';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DropConstraint']).flatMap((alteration) => {
      const { table, command } = alteration;
      // The last step of the way to NOT NULL: the CHECK has done its work.
      if (earlier(alteration, context).some((each) => each.command.subtype === 'AT_SetNotNull')) return [];
      const known = context.table(table)?.constraints.get(command.name ?? '');
      const place = inWords(table);
      if (known?.references) {
        const message = `readers and writers of ${place} and ${inWords(known.references)} wait for it: both are locked for everybody`;
        return [{ message, table: known.references }];
      }
      const both = known ? '' : ', and where it is a foreign key the referenced table is locked for everybody too';
      return [{ message: `nothing keeps out any more what ${command.name} of ${place} refused${both}`, table }];
    }),
};
