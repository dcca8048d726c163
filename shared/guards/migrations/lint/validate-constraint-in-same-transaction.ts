import { alterations, constraintOf, earlier } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { commandText, piecesOf } from '../linting/pieces.ts';
import type { LintRule } from '../linting/rule.ts';
import { later } from '../linting/steps.ts';

export const validateConstraintInSameTransaction: LintRule = {
  name: 'validate-constraint-in-same-transaction',
  kinds: ['AlterTableStmt'],
  class: 'careful',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'VALIDATE CONSTRAINT in the transaction that added it keeps the lock while every row is read.',
  why: 'VALIDATE by itself takes a lock that lets readers and writers go on. But the lock of ADD CONSTRAINT NOT VALID is held until the transaction ends, so that everybody waits for the scan all the same, and nothing was gained by the two steps.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, total integer);',
    unsafe:
      'BEGIN; ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID; ALTER TABLE orders VALIDATE CONSTRAINT orders_total_check; COMMIT;',
    safe: 'BEGIN; ALTER TABLE orders ADD CONSTRAINT orders_total_check CHECK (total >= 0) NOT VALID; COMMIT;',
  },
  judge: (statement, context) =>
    alterations(statement, context, ['AT_ValidateConstraint']).flatMap((alteration) => {
      const { table, command } = alteration;
      const added = earlier(alteration, context)
        .map((each) => (each.command.subtype === 'AT_AddConstraint' ? constraintOf(each.command) : null))
        .find((constraint) => constraint?.conname === command.name && constraint?.skip_validation === true);
      if (!added) return [];
      const message = `${command.name} was added in the same transaction, whose lock on ${inWords(table)} is held while every row is read`;
      const sql = [later(`${piecesOf(alteration).head} ${commandText(alteration)};`)];
      const isKey = added.contype === 'CONSTR_FOREIGN';
      return [{ message, table, sql, ...(isKey ? { lock: 'ShareRowExclusiveLock' as const } : {}) }];
    }),
};
