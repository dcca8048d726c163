import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const disableRowSecurity: LintRule = {
  name: 'disable-row-security',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'DISABLE ROW LEVEL SECURITY shows every row to whoever may read the table.',
  why: 'The policies stay but no longer hold: every role with SELECT on the table sees the rows of all tenants, and may change what it has the right to. Behind an API such as PostgREST or Supabase that is everybody.',
  versions: '',
  example: {
    setup: 'CREATE TABLE documents (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE documents DISABLE ROW LEVEL SECURITY;',
    safe: 'CREATE POLICY documents_all ON documents USING (true);',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DisableRowSecurity'])
      .filter(({ table }) => context.table(table)?.rowSecurity !== false)
      .map(({ table }) => ({
        message: `every row of ${inWords(table)} is there for whoever may read the table, its policies no longer hold`,
        table,
      })),
};
