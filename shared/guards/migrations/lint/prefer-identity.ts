import { hitsOfType } from '../linting/columns.ts';
import type { LintRule } from '../linting/rule.ts';

export const preferIdentity: LintRule = {
  name: 'prefer-identity',
  kinds: ['AlterTableStmt', 'CreateStmt'],
  off: true,
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'serial is a default with loose ends; an identity column is the standard.',
  why: 'The sequence of a serial column has an owner and privileges of its own, which have to be granted besides, and nothing keeps an INSERT from bringing ids of its own. GENERATED ALWAYS AS IDENTITY does. It is a matter of style, so it is off by default.',
  versions: '',
  example: {
    setup: '',
    unsafe: 'CREATE TABLE orders (id bigserial PRIMARY KEY);',
    safe: 'CREATE TABLE orders (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY);',
  },
  judge: (statement) =>
    hitsOfType(
      statement,
      ['serial', 'serial2', 'serial4', 'serial8', 'smallserial', 'bigserial'],
      ({ name, type }) => `${name} is ${type.name}: GENERATED ALWAYS AS IDENTITY is the standard`,
    ),
};
