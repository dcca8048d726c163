import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import { isOn, optionsOf } from '../linting/options.ts';
import type { LintRule } from '../linting/rule.ts';

export const reindexNotConcurrently: LintRule = {
  name: 'reindex-not-concurrently',
  kinds: ['ReindexStmt'],
  class: 'dangerous',
  hazard: 'build',
  lock: 'ShareLock',
  title: 'REINDEX keeps writers out, and readers out of the index, for as long as it builds.',
  why: 'It holds a SHARE lock on the table, so that every write waits, and an ACCESS EXCLUSIVE lock on the index, so that nearly every query waits as well: the planner looks at all indexes of a table. CONCURRENTLY builds the new index beside the old one. Like every CONCURRENTLY it runs outside of a transaction, and leaves an INVALID index (..._ccnew) behind when it fails.',
  versions: '',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'REINDEX TABLE orders;',
    safe: 'REINDEX TABLE CONCURRENTLY orders;',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'ReindexStmt');
    if (!node || isOn(optionsOf(node.params), 'concurrently')) return [];
    const relation = node.relation ? nameFrom(node.relation) : null;
    if (relation !== null && context.isNew(relation)) return [];
    const isTable = node.kind === 'REINDEX_OBJECT_TABLE' && relation !== null;
    const system = node.kind === 'REINDEX_OBJECT_SYSTEM';
    const of =
      relation === null ? 'every table in turn' : isTable ? inWords(relation) : `the table of ${inWords(relation)}`;
    return [
      {
        message: `writes to ${of} wait until the indexes are built again, and so do most reads`,
        ...(isTable ? { table: relation } : {}),
        // System catalogs cannot be rebuilt that way.
        ...(system ? {} : { sql: [`${concurrently(statement.sql)};`] }),
      },
    ];
  },
};

function concurrently(sql: string): string {
  const listed = sql.replace(/^(REINDEX\s*\()/i, '$1CONCURRENTLY, ');
  return listed === sql ? sql.replace(/^(REINDEX\s+\w+)/i, '$1 CONCURRENTLY') : listed;
}
