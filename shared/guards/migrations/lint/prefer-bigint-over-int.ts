import { hitsOfType } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const preferBigintOverInt: LintRule = {
  name: 'prefer-bigint-over-int',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'An integer ends at 2,147,483,647.',
  why: 'An id that reaches it stops all inserts, and making the column wider rewrites the table. A bigint takes four bytes more. It is a matter of style, so it is off by default; how near the sequences of a database are to their end, lockstep check says in any case.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id integer PRIMARY KEY);',
    safe: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
  },
  judge: (statement) =>
    hitsOfType(
      statement,
      ['int4', 'serial', 'serial4'],
      ({ name }) => `${name} ends at 2,147,483,647: bigint does not`,
    ),
};
