import { droppedBy, isMadeAgain } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropPolicy: LintRule = {
  name: 'drop-policy',
  kinds: ['DropStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'DROP POLICY changes which rows people see.',
  why: 'Without a permissive policy the rows that it let through are gone for everybody whom row security applies to, without an error; without a restrictive one they see more than they should. It takes an ACCESS EXCLUSIVE lock. A policy that is replaced has to be dropped and made in one transaction, or ALTER POLICY changes it in place.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE POLICY own ON orders USING (true);',
    unsafe: 'DROP POLICY own ON orders;',
    safe: 'ALTER POLICY own ON orders USING (id > 0);',
  },
  judge(statement, context) {
    return droppedBy(statement, ['OBJECT_POLICY']).flatMap((each) => {
      const table = each.on;
      if (table === null || context.isNew(table)) return [];
      const replaced = isMadeAgain(each, context);
      if (replaced && statement.inTransaction) return [];
      return [
        {
          message: replaced
            ? `until the policy is made again, other rows of ${inWords(table)} are seen: both belong into one transaction`
            : `who is under row security sees other rows of ${inWords(table)} than before`,
          table,
        },
      ];
    });
  },
};
