import { droppedBy, isMadeAgain } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';

export const dropView: LintRule = {
  name: 'drop-view',
  kinds: ['DropStmt'],
  class: 'careful',
  hazard: 'compatibility',
  lock: null,
  title: 'DROP VIEW breaks the code that still reads the view.',
  why: 'While a deploy is under way the old code runs on, and its queries of the view fail. A view that the same migration makes again is no loss, as long as both stand in one transaction; its privileges have to be granted again.',
  versions: '',
  recipe: ['Deploy code that does not read the view any more.', 'Drop it in a later migration.'],
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE VIEW open_orders AS SELECT id FROM orders;',
    unsafe: 'DROP VIEW open_orders;',
    safe: 'DROP VIEW open_orders; CREATE VIEW open_orders AS SELECT id FROM orders;',
  },
  judge(statement, context) {
    const views = droppedBy(statement, ['OBJECT_VIEW', 'OBJECT_MATVIEW']);
    return views
      .filter((dropped) => !context.isNew(dropped.name) && !isMadeAgain(dropped, context))
      .map(({ kind, name }) => ({
        ...(kind === 'OBJECT_VIEW' ? {} : { lock: 'AccessExclusiveLock' }),
        message: `code that reads the ${kind === 'OBJECT_VIEW' ? 'view' : 'materialized view'} ${inWords(name)} fails`,
      }));
  },
};
