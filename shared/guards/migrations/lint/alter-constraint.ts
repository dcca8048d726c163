import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const alterConstraint: LintRule = {
  name: 'alter-constraint',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'ALTER CONSTRAINT locks the table for a moment, and changes when a foreign key is checked.',
  why: 'A deferred key is checked when a transaction commits, so that errors come up there and not at the statement that made them. To enforce one that was not proves it on every row that is there.',
  versions: 'ENFORCED and NOT ENFORCED from 18 on.',
  example: {
    setup:
      'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint CONSTRAINT orders_user_id_fkey REFERENCES users);',
    unsafe: 'ALTER TABLE orders ALTER CONSTRAINT orders_user_id_fkey DEFERRABLE INITIALLY DEFERRED;',
    safe: "SET lock_timeout = '2s';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_AlterConstraint']).map(({ table, command }) => {
      const change = command.def && 'ATAlterConstraint' in command.def ? command.def.ATAlterConstraint : {};
      if (change.alterEnforceability && change.is_enforced) {
        const message = `every row of ${inWords(table)} is looked up to enforce ${change.conname}`;
        return { message, class: 'dangerous', hazard: 'scan', table };
      }
      return { message: `${inWords(table)} is locked for a moment to change when ${change.conname} is checked`, table };
    }),
};
