import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { hasPolicy } from '../linting/policies.ts';
import type { LintRule } from '../linting/rule.ts';

export const enableRowSecurityWithoutPolicy: LintRule = {
  name: 'enable-row-security-without-policy',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'ROW LEVEL SECURITY without a policy hides every row from everybody but the owner.',
  why: 'Where row security is on and no policy lets anybody in, queries of other roles find nothing and their INSERTs fail, without any error on reading. Write the policies in the same transaction.',
  versions: '',
  recipe: [
    'CREATE POLICY for each role and command that needs the table',
    'ENABLE ROW LEVEL SECURITY in the same transaction',
  ],
  example: {
    setup: 'CREATE TABLE documents (id bigint PRIMARY KEY, tenant integer);',
    unsafe: 'ALTER TABLE documents ENABLE ROW LEVEL SECURITY;',
    safe: 'CREATE POLICY documents_tenant ON documents USING (tenant = 1); ALTER TABLE documents ENABLE ROW LEVEL SECURITY;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_EnableRowSecurity'])
      .filter(({ table }) => !hasPolicy(table, context) && context.table(table)?.rowSecurity !== true)
      .map(({ table }) => ({
        message: `no policy lets anybody but its owner see rows of ${inWords(table)}, and none is made here`,
        table,
      })),
};
