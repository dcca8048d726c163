import { columnsShaped } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const preferTextField: LintRule = {
  name: 'prefer-text-field',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'varchar(n) is text with a limit that is awkward to change.',
  why: 'Both are stored alike. To make the limit smaller rewrites the table; a CHECK does the same and can be replaced without keeping anybody out. It is a matter of style, so it is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY, note varchar(100));',
    safe: 'CREATE TABLE orders (id bigint PRIMARY KEY, note text CHECK (length(note) <= 100));',
  },
  judge: (statement) =>
    columnsShaped(statement)
      .filter(({ type }) => type.name === 'varchar' && type.modifiers.length > 0)
      .map(({ name, table, type }) => ({
        message: `${name} is varchar(${type.modifiers[0]}): text with a CHECK is easier to change`,
        table,
      })),
};
