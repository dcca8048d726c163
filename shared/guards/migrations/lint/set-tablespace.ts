import { alterations } from '../linting/alterations.ts';
import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { Context, Statement } from '../linting/statement.ts';
import { outside } from '../linting/steps.ts';
import { written, writtenName } from '../linting/written.ts';

export const setTablespace: LintRule = {
  name: 'set-tablespace',
  kinds: ['AlterTableStmt', 'AlterTableMoveAllStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'SET TABLESPACE copies the whole table while nobody can use it.',
  why: 'The files of the table are copied to the other disk under an ACCESS EXCLUSIVE lock; its indexes stay where they are. pg_repack moves a table while it is in use, and REINDEX CONCURRENTLY an index.',
  versions: '',
  recipe: [
    'move it with pg_repack --tablespace, which copies while the table is in use; or do it while nobody uses the table',
  ],
  example: {
    setup: 'CREATE TABLE events (id bigint PRIMARY KEY);',
    unsafe: 'ALTER TABLE events SET TABLESPACE fast_disk;',
    safe: 'ALTER TABLE events SET (fillfactor = 90);',
  },
  judge(statement, context) {
    const all = nodeOf(statement, 'AlterTableMoveAllStmt');
    if (all)
      return [
        {
          message: `everything in ${all.orig_tablespacename} is copied, and each table is locked for everybody meanwhile`,
        },
      ];
    return [
      ...ofIndex(statement, context),
      ...alterations(statement, context, ['AT_SetTableSpace']).map(({ table, command }) => ({
        message: `${inWords(table)} is copied to ${command.name} while nobody else uses it`,
        table,
      })),
    ];
  },
};

/** Queries of its table wait as well: they open every index. */
function ofIndex(statement: Statement, context: Context): Hit[] {
  const node = nodeOf(statement, 'AlterTableStmt');
  const index = nameFrom(node?.relation);
  if (node?.objtype !== 'OBJECT_INDEX' || context.isNew(index)) return [];
  return (node.cmds ?? []).flatMap((each) => {
    const command = 'AlterTableCmd' in each ? each.AlterTableCmd : {};
    if (command.subtype !== 'AT_SetTableSpace') return [];
    const place = written(command.name ?? '');
    return [
      {
        message: `the index ${inWords(index)} is copied to ${command.name} while nobody else uses its table`,
        sql: [outside(`REINDEX (TABLESPACE ${place}) INDEX CONCURRENTLY ${writtenName(index)};`)],
      },
    ];
  });
}
