import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { hasPolicy } from '../linting/policies.ts';
import type { LintRule } from '../linting/rule.ts';

export const forceRowSecurity: LintRule = {
  name: 'force-row-security',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'FORCE ROW LEVEL SECURITY hides rows from the owner as well.',
  why: 'Many applications, migrations and backups log in as the owner of the tables, who sees every row without it. From then on the policies hold for it too, and without one it sees nothing and can write nothing.',
  versions: '',
  example: {
    setup: 'CREATE TABLE documents (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE documents FORCE ROW LEVEL SECURITY;',
    safe: 'ALTER TABLE documents NO FORCE ROW LEVEL SECURITY;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_ForceRowSecurity']).map(({ table }) => {
      const place = inWords(table);
      return hasPolicy(table, context)
        ? { message: `the owner of ${place} sees only what its policies let through`, table }
        : {
            message: `no policy lets even its owner see rows of ${place} once row security is on`,
            class: 'dangerous',
            table,
          };
    }),
};
