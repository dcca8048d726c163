import { hitsOfType } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const banCharField: LintRule = {
  name: 'ban-char-field',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'char(n) fills up with blanks, which come and go as they like.',
  why: 'Blanks at the end are stored, and left out where values are compared, counted or cast. text has no such surprises. It is a matter of style, so it is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY, country char(2));',
    safe: 'CREATE TABLE orders (id bigint PRIMARY KEY, country text CHECK (length(country) = 2));',
  },
  judge: (statement) =>
    hitsOfType(statement, ['bpchar'], ({ name }) => `${name} is filled up with blanks: text is not`),
};
