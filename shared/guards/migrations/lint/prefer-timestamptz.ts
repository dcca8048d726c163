import { hitsOfType } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const preferTimestamptz: LintRule = {
  name: 'prefer-timestamptz',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'A timestamp without a time zone means another moment to everybody.',
  why: 'It holds what a clock showed, not when that was. timestamptz is as large, and means the same moment in every session. Several tools (Prisma, Django before its settings) have reasons of their own. It is a matter of style, so it is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamp);',
    safe: 'CREATE TABLE orders (id bigint PRIMARY KEY, placed timestamptz);',
  },
  judge: (statement) =>
    hitsOfType(statement, ['timestamp'], ({ name }) => `${name} has no time zone: timestamptz does`),
};
