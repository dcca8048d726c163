import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const ownerChange: LintRule = {
  name: 'owner-change',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: 'AccessExclusiveLock',
  title: 'OWNER TO changes who may alter the table, and locks it for a moment.',
  why: 'The former owner loses what it could do without any GRANT, reading and writing among it: an application that logs in as that role fails. Row security does not hold for the owner, so that it changes whom policies are for. The lock is ACCESS EXCLUSIVE.',
  versions: '',
  recipe: ['GRANT what it needs to the role that the application logs in as, then change the owner'],
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events OWNER TO pg_monitor;',
    safe: 'GRANT SELECT ON events TO pg_monitor;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_ChangeOwner']).map(({ table, command }) => ({
      message: `the present owner of ${inWords(table)} loses the rights that come with it to ${command.newowner?.rolename ?? 'the present user'}`,
      table,
    })),
};
