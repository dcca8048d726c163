import { alterations } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const disableTrigger: LintRule = {
  name: 'disable-trigger',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'data',
  lock: 'ShareRowExclusiveLock',
  title: 'DISABLE TRIGGER leaves undone what the trigger does, for everybody.',
  why: 'It holds for all sessions, not only for this one: rows that others write meanwhile are not checked, logged or passed on. With ALL the foreign keys are off as well, and rows may come in that point nowhere. Writers wait for the lock, SHARE ROW EXCLUSIVE. For one session alone there is session_replication_role.',
  versions: '',
  example: {
    setup:
      "CREATE TABLE orders (id bigint PRIMARY KEY); CREATE FUNCTION noted() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'; CREATE TRIGGER orders_noted BEFORE INSERT ON orders FOR EACH ROW EXECUTE FUNCTION noted();",
    unsafe: 'ALTER TABLE orders DISABLE TRIGGER orders_noted;',
    safe: "SET LOCAL session_replication_role = 'replica';",
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_DisableTrig', 'AT_DisableTrigAll', 'AT_DisableTrigUser']).map(
      ({ table, command }) => {
        const place = inWords(table);
        if (command.subtype !== 'AT_DisableTrigAll') {
          const what = command.name === undefined ? 'no trigger' : `${command.name} no longer`;
          return { message: `${what} runs for anybody who writes ${place}`, table };
        }
        const message = `the foreign keys of ${place} are off with its triggers: rows may come in that point nowhere`;
        return { message, class: 'dangerous', table };
      },
    ),
};
