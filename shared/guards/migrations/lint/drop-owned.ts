import { nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropOwned: LintRule = {
  name: 'drop-owned',
  kinds: ['DropOwnedStmt', 'ReassignOwnedStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: null,
  title: 'DROP OWNED drops every table of a role, and all its privileges.',
  why: 'It is known from recipes for removing a role, where REASSIGN OWNED comes first. Alone it takes along whatever the role owns in this database.',
  versions: '',
  recipe: [
    'Give the objects to another role: REASSIGN OWNED BY ... TO ...',
    'Then DROP OWNED takes away privileges only.',
  ],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY);',
    unsafe: 'DROP OWNED BY reporting;',
    safe: 'REASSIGN OWNED BY reporting TO CURRENT_USER; DROP OWNED BY reporting;',
  },
  judge(statement, { before }) {
    const node = nodeOf(statement, 'DropOwnedStmt');
    if (!node || before.some((earlier) => nodeOf(earlier, 'ReassignOwnedStmt'))) return [];
    return [{ message: 'everything that the role owns in this database is dropped, tables with their rows' }];
  },
};
