import { hitsOfType } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const preferBigintOverSmallint: LintRule = {
  name: 'prefer-bigint-over-smallint',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A smallint ends at 32,767.',
  why: 'What it saves is often lost again to alignment, and making the column wider rewrites the table. It is a matter of style, so it is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id smallint PRIMARY KEY);',
    safe: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
  },
  judge: (statement) =>
    hitsOfType(statement, ['int2', 'smallserial', 'serial2'], ({ name }) => `${name} ends at 32,767: bigint does not`),
};
