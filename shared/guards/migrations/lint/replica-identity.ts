import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const replicaIdentity: LintRule = {
  name: 'replica-identity',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'AccessExclusiveLock',
  title: 'REPLICA IDENTITY locks the table for a moment and changes what logical replication is told.',
  why: 'The lock is ACCESS EXCLUSIVE, so that readers and writers queue behind whoever uses the table. FULL writes the whole old row to the WAL at every UPDATE and DELETE; with NOTHING those fail on a table that is published.',
  versions: '',
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events REPLICA IDENTITY FULL;',
    safe: "SET lock_timeout = '2s';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_ReplicaIdentity']).map(({ table, command }) => {
      const kind =
        command.def && 'ReplicaIdentityStmt' in command.def ? command.def.ReplicaIdentityStmt.identity_type : '';
      const place = inWords(table);
      if (kind === 'n') {
        const message = `UPDATE and DELETE fail on ${place} where it is published`;
        return { message, hazard: 'compatibility', table };
      }
      const more = kind === 'f' ? `, and every UPDATE and DELETE writes the whole old row to the WAL` : '';
      return { message: `${place} is locked for everybody for a moment${more}`, table };
    }),
};
