import { type AddedConstraint, addedConstraints, addsColumn } from '../linting/alterations.ts';
import { keyFromIndex } from '../linting/key-from-index.ts';
import { inWords } from '../linting/names.ts';
import { wordsOf } from '../linting/names-list.ts';
import { piecesOf } from '../linting/pieces.ts';
import { duplicates } from '../linting/probes.ts';
import type { LintRule } from '../linting/rule.ts';
import { usualName } from '../linting/steps.ts';

export const addUniqueConstraint: LintRule = {
  name: 'add-unique-constraint',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'AccessExclusiveLock',
  title: 'ADD UNIQUE builds its index while nobody can use the table.',
  why: 'The constraint takes an ACCESS EXCLUSIVE lock and keeps it until its index is built from every row: reads and writes wait. A unique index that is built CONCURRENTLY can then be made the constraint in a moment.',
  versions: '',
  example: {
    setup: 'CREATE TABLE users (id bigint PRIMARY KEY, email text);',
    unsafe: 'ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE (email);',
    safe: 'CREATE UNIQUE INDEX CONCURRENTLY users_email_key ON users (email); ALTER TABLE users ADD CONSTRAINT users_email_key UNIQUE USING INDEX users_email_key;',
  },
  judge: (statement, context) =>
    addedConstraints(statement, context, 'CONSTR_UNIQUE')
      .filter(({ constraint }) => constraint.indexname === undefined)
      .map((added) => {
        const { table, constraint } = added;
        const columns = wordsOf(constraint.keys);
        return {
          message: `nobody reads or writes ${inWords(table)} until the unique index on ${columns.join(', ')} is built`,
          table,
          ...(constraint.without_overlaps || addsColumn(added, columns)
            ? {}
            : {
                ...wayOf(added, columns),
                probe: duplicates(table, columns, { nulls: constraint.nulls_not_distinct === true }),
              }),
          ...(context.table(table)?.kind === 'p' ? partitioned : {}),
        };
      }),
};

function wayOf(added: AddedConstraint, columns: string[]): { sql: string[] } {
  const name = added.constraint.conname ?? usualName(added.table, columns, 'key');
  return { sql: keyFromIndex(added, { ...piecesOf(added), name, kind: 'UNIQUE' }) };
}

const partitioned = {
  sql: [],
  recipe: [
    'CREATE UNIQUE INDEX ... ON ONLY the partitioned table, which makes an index that is not valid yet',
    'CREATE UNIQUE INDEX CONCURRENTLY on each partition, and ALTER INDEX ... ATTACH PARTITION for each',
  ],
};
