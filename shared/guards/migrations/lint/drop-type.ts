import { type Dropped, droppedBy, isMadeAgain, sameName } from '../linting/drops.ts';
import { inWords, nodeOf } from '../linting/names.ts';
import { nameFromList } from '../linting/names-list.ts';
import type { LintRule } from '../linting/rule.ts';
import type { Context } from '../linting/statement.ts';

export const dropType: LintRule = {
  name: 'drop-type',
  kinds: ['DropStmt'],
  class: 'dangerous',
  hazard: 'data',
  lock: 'AccessExclusiveLock',
  title: 'DROP TYPE ... CASCADE drops every column of that type.',
  why: 'The columns go with their values, in whatever table they are, and the statement does not name them. Without CASCADE it fails where the type is in use, which is the safe way.',
  versions: '',
  recipe: [
    'Change or drop the columns of this type first, each by its own statement.',
    'Then drop the type without CASCADE: should it still be in use, the statement fails instead of dropping columns.',
  ],
  example: {
    setup: "CREATE TYPE mood AS ENUM ('good', 'bad'); CREATE TABLE people (id bigint PRIMARY KEY, mood mood);",
    unsafe: 'DROP TYPE mood CASCADE;',
    safe: "COMMENT ON TYPE mood IS 'unused since release 41';",
  },
  judge(statement, context) {
    const types = droppedBy(statement, ['OBJECT_TYPE', 'OBJECT_DOMAIN']);
    return types
      .filter((dropped) => !context.isNew(dropped.name) && !isReplaced(dropped, context))
      .map(({ name, behavior }) =>
        behavior === 'DROP_CASCADE'
          ? {
              message: `every column of the type ${inWords(name)} is dropped, with its values`,
            }
          : {
              class: 'careful',
              hazard: 'failure',
              lock: null,
              message: `fails where something still uses the type ${inWords(name)}; code that names it in a cast fails after`,
            },
      );
  },
};

/** The file makes another by its name, or has moved it out of the way before. Columns that CASCADE drops are gone all the same. */
function isReplaced(dropped: Dropped, context: Context): boolean {
  if (dropped.behavior === 'DROP_CASCADE') return false;
  const isMovedAway = context.before.some((statement) => {
    const node = nodeOf(statement, 'RenameStmt');
    if (node?.renameType !== dropped.kind) return false;
    return sameName({ ...nameFromList(node.object), name: node.newname ?? '' }, dropped.name);
  });
  return isMovedAway || isMadeAgain(dropped, context);
}
