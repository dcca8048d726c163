import type { ObjectType } from '@pgsql/types';
import { droppedBy, isMadeAgain } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

const routines: ObjectType[] = [
  'OBJECT_FUNCTION',
  'OBJECT_PROCEDURE',
  'OBJECT_ROUTINE',
  'OBJECT_AGGREGATE',
  'OBJECT_OPERATOR',
];

export const dropFunction: LintRule = {
  name: 'drop-function',
  kinds: ['DropStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'DROP FUNCTION breaks whoever still calls the function.',
  why: 'Code that runs on during the deploy calls it, and so may other functions: what their bodies call is not recorded as a dependency, so nothing stops the statement. They fail at their next call.',
  versions: '',
  recipe: [
    'Deploy code that does not call it any more.',
    'Look for it in the bodies of other functions: SELECT oid::regprocedure FROM pg_proc WHERE prosrc ~ its name.',
    'Drop it in a later migration.',
  ],
  example: {
    setup: "CREATE FUNCTION total() RETURNS int LANGUAGE sql AS 'SELECT 1';",
    unsafe: 'DROP FUNCTION total();',
    safe: "CREATE OR REPLACE FUNCTION total() RETURNS int LANGUAGE sql AS 'SELECT 2';",
  },
  judge(statement, context) {
    return droppedBy(statement, routines)
      .filter((dropped) => !context.isNew(dropped.name) && !isMadeAgain(dropped, context))
      .map(({ name }) => ({ message: `whoever still calls ${inWords(name)} fails` }));
  },
};
