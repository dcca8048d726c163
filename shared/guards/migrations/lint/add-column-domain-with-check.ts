import { addedColumns } from '../linting/alterations.ts';
import { sameName } from '../linting/drops.ts';
import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context, Name } from '../linting/statement.ts';

export const addColumnDomainWithCheck: LintRule = {
  name: 'add-column-domain-with-check',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'ADD COLUMN of a domain with a constraint rewrites the whole table, even without a default.',
  why: 'PostgreSQL computes the new column for every row so that the constraint of the domain is proven, and writes the table and its indexes anew under an ACCESS EXCLUSIVE lock. A column of the plain type with a CHECK of the table itself, NOT VALID at first, costs nothing.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'CREATE DOMAIN amount AS integer CHECK (VALUE >= 0); ALTER TABLE orders ADD COLUMN paid amount;',
    safe: 'ALTER TABLE orders ADD COLUMN paid integer; ALTER TABLE orders ADD CONSTRAINT orders_paid_check CHECK (paid >= 0) NOT VALID;',
  },
  judge: (statement, context) =>
    addedColumns(statement, context).flatMap(({ table, column }) => {
      const type = nameFromList(column.typeName?.names);
      if (!isConstrained(type, context)) return [];
      const message = `the domain ${inWords(type)} has a constraint: ${inWords(table)} is rewritten for it, and nobody reads or writes it meanwhile`;
      const step = `add ${column.colname} as the plain type, and the constraint of ${inWords(type)} as a CHECK of ${inWords(table)}, NOT VALID first`;
      return [{ message, table, recipe: [step, 'validate it in a migration of its own'] }];
    }),
};

function isConstrained(type: Name, { before, constrainedDomain }: Context): boolean {
  if (constrainedDomain?.(type)) return true;
  return before.some((statement) => {
    const made = nodeOf(statement, 'CreateDomainStmt');
    if (!made || !sameName(nameFromList(made.domainname), type)) return false;
    return (made.constraints ?? []).some(
      (each) => 'Constraint' in each && ['CONSTR_CHECK', 'CONSTR_NOTNULL'].includes(each.Constraint.contype ?? ''),
    );
  });
}
