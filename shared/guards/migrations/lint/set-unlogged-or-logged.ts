import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const setUnloggedOrLogged: LintRule = {
  name: 'set-unlogged-or-logged',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'SET LOGGED and SET UNLOGGED rewrite the whole table.',
  why: 'Every row is copied to a new file under an ACCESS EXCLUSIVE lock, and SET LOGGED writes all of it to the WAL, which replicas and backups have to take in. An unlogged table is not on replicas, and is empty after a crash.',
  versions: '',
  recipe: [
    'make a new table that is as it should be, and let a trigger copy what is written to the old one',
    'copy the rows in batches',
    'swap the names in one short transaction; or do it while nobody uses the table',
  ],
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events SET UNLOGGED;',
    safe: 'ALTER TABLE events SET (autovacuum_enabled = false);',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_SetLogged', 'AT_SetUnLogged']).map(({ table, command }) => ({
      message:
        command.subtype === 'AT_SetUnLogged'
          ? `${inWords(table)} is rewritten while nobody else uses it, and is empty after the next crash`
          : `${inWords(table)} is rewritten while nobody else uses it, and all of it goes through the WAL`,
      table,
    })),
};
