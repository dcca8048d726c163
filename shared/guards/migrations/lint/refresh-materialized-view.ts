import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { Hit, LintRule } from '../linting/rule.ts';
import type { TableFacts } from '../linting/statement.ts';
import { writtenName } from '../linting/written.ts';

export const refreshMaterializedView: LintRule = {
  name: 'refresh-materialized-view',
  kinds: ['RefreshMatViewStmt'],
  class: 'careful',
  hazard: 'build',
  lock: 'AccessExclusiveLock',
  title: 'REFRESH MATERIALIZED VIEW keeps readers out for as long as its query runs.',
  why: 'It holds an ACCESS EXCLUSIVE lock on the view until the transaction ends. CONCURRENTLY lets readers go on; it needs a unique index over columns, without a WHERE, and takes longer.',
  versions: '',
  example: {
    setup:
      'CREATE TABLE orders (id bigint PRIMARY KEY); CREATE MATERIALIZED VIEW totals AS SELECT id FROM orders; CREATE UNIQUE INDEX totals_id ON totals (id);',
    unsafe: 'REFRESH MATERIALIZED VIEW totals;',
    safe: 'REFRESH MATERIALIZED VIEW CONCURRENTLY totals;',
  },
  judge(statement, context): Hit[] {
    const node = nodeOf(statement, 'RefreshMatViewStmt');
    const table = nameFrom(node?.relation);
    if (!node || context.isNew(table)) return [];
    const facts = context.table(table);
    const suited = facts === null ? null : isSuited(facts);
    if (node.concurrent) {
      if (suited !== false) return [];
      const message = `${inWords(table)} has no unique index over columns: the statement fails`;
      return [
        { class: 'dangerous', hazard: 'failure', lock: null, message, table, sql: uniqueIndex(writtenName(table)) },
      ];
    }
    if (node.skipData) {
      const message = `${inWords(table)} is emptied: queries of it fail until it is filled again`;
      return [{ class: 'dangerous', hazard: 'compatibility', message, table }];
    }
    const refresh = `REFRESH MATERIALIZED VIEW CONCURRENTLY ${writtenName(table)};`;
    return [
      {
        message: `nobody can read ${inWords(table)} until its query has run`,
        table,
        sql: suited === false ? [...uniqueIndex(writtenName(table)), refresh] : [refresh],
      },
    ];
  },
};

function isSuited({ indexes }: TableFacts): boolean {
  return indexes.some(({ unique, valid, partial, columns }) => unique && valid && !partial && columns.every(Boolean));
}

function uniqueIndex(view: string): string[] {
  return [`CREATE UNIQUE INDEX CONCURRENTLY ON ${view} (the_columns_that_tell_its_rows_apart);`];
}
