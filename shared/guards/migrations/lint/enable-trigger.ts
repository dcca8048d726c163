import type { AlterTableType } from '@pgsql/types';
import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const enableTrigger: LintRule = {
  name: 'enable-trigger',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'lock',
  lock: 'ShareRowExclusiveLock',
  title: 'ENABLE TRIGGER makes writers wait for a moment, and does not look at the rows that came before.',
  why: 'The lock is SHARE ROW EXCLUSIVE: writers wait for it, and it waits for the writers that are under way. What was written while the trigger was off stays unchecked.',
  versions: '',
  example: {
    setup:
      "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER orders_noted BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION noted(); ALTER TABLE orders DISABLE TRIGGER orders_noted;",
    unsafe: 'ALTER TABLE orders ENABLE TRIGGER orders_noted;',
    safe: "SET lock_timeout = '2s';",
  },
  judge: (statement, context) =>
    alterations(statement, context, kinds).map(({ table, command }) => ({
      message: `writers of ${inWords(table)} wait for it; rows written before are not passed to ${command.name ?? 'its triggers'}`,
      table,
    })),
};

const kinds: AlterTableType[] = [
  'AT_EnableTrig',
  'AT_EnableTrigAll',
  'AT_EnableTrigUser',
  'AT_EnableAlwaysTrig',
  'AT_EnableReplicaTrig',
];
