import { addedConstraints } from '../linting/alterations.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const addExclusionConstraint: LintRule = {
  name: 'add-exclusion-constraint',
  kinds: ['AlterTableStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'AccessExclusiveLock',
  title: 'An exclusion constraint builds its index while nobody can use the table.',
  why: 'It compares every row with the others and builds its index under an ACCESS EXCLUSIVE lock: reads and writes wait. There is no concurrent way: neither NOT VALID nor USING INDEX is possible.',
  versions: '',
  recipe: [
    'make a new table with the constraint, and let a trigger copy what is written to the old one',
    'copy the rows in batches, and look for those that the constraint refuses',
    'swap the names in one short transaction; or do it while nobody uses the table',
  ],
  example: {
    setup: 'CREATE TABLE bookings (room int4range, during tsrange);',
    unsafe: 'ALTER TABLE bookings ADD CONSTRAINT bookings_overlap EXCLUDE USING gist (room WITH &&, during WITH &&);',
    safe: 'CREATE TABLE bookings_new (LIKE bookings, CONSTRAINT bookings_new_overlap EXCLUDE USING gist (room WITH &&, during WITH &&));',
  },
  judge: (statement, context) =>
    addedConstraints(statement, context, 'CONSTR_EXCLUSION').map(({ table }) => ({
      message: `nobody reads or writes ${inWords(table)} until its rows have been compared and the index is built`,
      table,
    })),
};
