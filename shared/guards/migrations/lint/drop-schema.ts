import { droppedBy } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropSchema: LintRule = {
  name: 'drop-schema',
  kinds: ['DropStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'DROP SCHEMA ... CASCADE loses every table in it, whatever is there by then.',
  why: 'With CASCADE everything in the schema goes, also what somebody made by hand since, and objects elsewhere that depend on it. Without CASCADE the statement fails unless the schema is empty.',
  versions: '',
  recipe: [
    'Drop the objects one by one, each in the migration that stops using it.',
    'Drop the schema at last, without CASCADE: should anything be left in it, the statement fails instead of losing it.',
  ],
  example: {
    setup:
      'CREATE TABLE customers (id bigint PRIMARY KEY); CREATE SCHEMA legacy CREATE TABLE orders (customer bigint REFERENCES customers);',
    unsafe: 'DROP SCHEMA legacy CASCADE;',
    safe: "COMMENT ON SCHEMA legacy IS 'unused since release 41, to be dropped once it is empty';",
  },
  judge(statement, context) {
    const schemas = droppedBy(statement, ['OBJECT_SCHEMA']).filter(({ name }) => !context.isNew(name));
    return schemas.map(({ name, behavior }) =>
      behavior === 'DROP_CASCADE'
        ? {
            message: `everything in the schema ${inWords(name)} is gone, with its rows`,
          }
        : {
            class: 'careful',
            hazard: 'failure',
            lock: null,
            message: `fails unless the schema ${inWords(name)} is empty, and code that names it fails after`,
          },
    );
  },
};
