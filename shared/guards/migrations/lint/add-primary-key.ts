import { type AddedConstraint, addedColumns, addedConstraints, addsColumn, clauseOf } from '../linting/alterations.ts';
import { keyFromIndex } from '../linting/key-from-index.ts';
import { inWords } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { notNullInSteps } from '../linting/not-null.ts';
import { piecesOf } from '../linting/pieces.ts';
import { duplicates } from '../linting/probes.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import { safeColumn } from '../linting/safe-column.ts';
import type { Context } from '../linting/statement.ts';
import { usualName } from '../linting/steps.ts';

export const addPrimaryKey: LintRule = {
  name: 'add-primary-key',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'AccessExclusiveLock',
  title: 'ADD PRIMARY KEY builds its index and looks for NULLs while nobody can use the table.',
  why: 'The ACCESS EXCLUSIVE lock is held until every row has been read and the index is built: reads and writes wait. A unique index that is built CONCURRENTLY becomes the key in a moment, if the columns are NOT NULL already; otherwise every row is read for that.',
  versions: '',
  recipe: [
    'make the columns NOT NULL, see set-not-null',
    'build a unique index CONCURRENTLY',
    'make it the key with USING INDEX',
  ],
  example: {
    setup: 'CREATE TABLE events (id bigint NOT NULL, note text);',
    unsafe: 'ALTER TABLE events ADD PRIMARY KEY (id);',
    safe: 'CREATE UNIQUE INDEX CONCURRENTLY events_pkey ON events (id); ALTER TABLE events ADD CONSTRAINT events_pkey PRIMARY KEY USING INDEX events_pkey;',
  },
  judge: (statement, context) => [
    ...addedConstraints(statement, context, 'CONSTR_PRIMARY').flatMap((added) =>
      added.constraint.indexname === undefined ? built(added, context) : adopted(added, context),
    ),
    ...addedColumns(statement, context)
      .filter((added) => clauseOf(added, 'CONSTR_PRIMARY'))
      .map((added) => ({
        message: `nobody reads or writes ${inWords(added.table)} until the primary key on ${added.column.colname} is built`,
        table: added.table,
        ...safeColumn(added, context),
      })),
  ],
};

function built(added: AddedConstraint, context: Context): Hit[] {
  const { table, constraint } = added;
  const columns = wordsOf(constraint.keys);
  const pieces = piecesOf(added);
  const name = constraint.conname ?? usualName(table, [], 'pkey');
  const known = context.table(table)?.columns;
  const open = columns.filter((column) => known?.get(column)?.notNull === false);
  const required = open.flatMap((column) => notNullInSteps(pieces.head, { table, column }, context));
  const message = `nobody reads or writes ${inWords(table)} until the primary key on ${columns.join(', ')} is built`;
  if (constraint.without_overlaps || addsColumn(added, columns)) return [{ message, table }];
  const sql = [...required, ...keyFromIndex(added, { ...pieces, name, kind: 'PRIMARY KEY' })];
  return [{ message, table, sql, probe: duplicates(table, columns, { nulls: true }) }];
}

/** USING INDEX: quick, unless a column of the index may be NULL. */
function adopted(added: AddedConstraint, context: Context): Hit[] {
  const { table, constraint } = added;
  const facts = context.table(table);
  const columns = facts?.indexes.find(({ name }) => name === constraint.indexname)?.columns ?? [];
  const open = columns.filter((column) => facts?.columns.get(column)?.notNull === false);
  if (open.length === 0) return [];
  const { head } = piecesOf(added);
  return [
    {
      message: `${open.join(', ')} may be NULL: ${inWords(table)} is read row by row before the index becomes its key`,
      hazard: 'scan',
      table,
      sql: open.flatMap((column) => notNullInSteps(head, { table, column }, context)),
    },
  ];
}
