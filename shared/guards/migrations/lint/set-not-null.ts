import { type Alteration, addedConstraints, alterations, constraintOf, earlier } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { definitionSaysNotNull, notNullInSteps, saysNotNull } from '../linting/not-null.ts';
import { piecesOf } from '../linting/pieces.ts';
import { missingValues } from '../linting/probes.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Context } from '../linting/statement.ts';

export const setNotNull: LintRule = {
  name: 'set-not-null',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'scan',
  lock: 'AccessExclusiveLock',
  title: 'SET NOT NULL reads the whole table while nobody else can use it.',
  why: 'PostgreSQL looks for rows without a value, and holds an ACCESS EXCLUSIVE lock for as long as that takes: reads and writes wait. Where a valid CHECK says already that the column is not null, it believes that and reads nothing. Such a CHECK can be added NOT VALID and validated under a lock that lets everybody go on.',
  versions: 'From 18 on NOT NULL itself can be added NOT VALID. Before 12 a CHECK did not help.',
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, email text);',
    unsafe: 'ALTER TABLE users ALTER COLUMN email SET NOT NULL;',
    safe: 'ALTER TABLE users ADD CONSTRAINT users_email_not_null CHECK (email IS NOT NULL) NOT VALID;',
  },
  judge: (statement, context) => [
    ...alterations(statement, context, ['AT_SetNotNull']).flatMap((alteration) =>
      required(alteration, alteration.command.name ?? '', context),
    ),
    ...addedConstraints(statement, context, 'CONSTR_NOTNULL')
      .filter(({ constraint }) => constraint.skip_validation !== true)
      .flatMap((added) => wordsOf(added.constraint.keys).flatMap((column) => required(added, column, context))),
  ],
};

function required(alteration: Alteration, column: string, context: Context): Hit[] {
  const { table } = alteration;
  if (isProven(alteration, column, context)) return [];
  return [
    {
      message: `${inWords(table)} is read row by row for a missing ${column}, and nobody else uses it meanwhile`,
      table,
      sql: notNullInSteps(piecesOf(alteration).head, { table, column }, context),
      probe: missingValues(table, column),
    },
  ];
}

/** It is NOT NULL already, or a valid CHECK says so: of the database at hand, or made valid earlier in this transaction. */
function isProven(alteration: Alteration, column: string, context: Context): boolean {
  const known = context.table(alteration.table);
  if (known?.columns.get(column)?.notNull === true) return true;
  if (known?.checks.some((check) => definitionSaysNotNull(check, column))) return true;
  const before = earlier(alteration, context);
  const validated = new Set(
    before.filter(({ command }) => command.subtype === 'AT_ValidateConstraint').map(({ command }) => command.name),
  );
  return before.some(({ command }) => {
    const constraint = command.subtype === 'AT_AddConstraint' ? constraintOf(command) : null;
    if (constraint?.contype !== 'CONSTR_CHECK' || !saysNotNull(constraint.raw_expr, column)) return false;
    return constraint.initially_valid === true || validated.has(constraint.conname);
  });
}
