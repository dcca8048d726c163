import { inWords, nodeOf } from '../linting/names.ts';
import { isOn, optionsOf } from '../linting/options.ts';
import { vacuumed } from '../linting/relation-locks.ts';
import type { LintRule } from '../linting/rule.ts';
import { writtenName } from '../linting/written.ts';

export const vacuumFull: LintRule = {
  name: 'vacuum-full',
  kinds: ['VacuumStmt'],
  class: 'dangerous',
  hazard: 'rewrite',
  lock: 'AccessExclusiveLock',
  title: 'VACUUM FULL writes the whole table anew, and nobody can use it meanwhile.',
  why: 'It holds an ACCESS EXCLUSIVE lock while it copies all rows and builds all indexes again, and needs as much room on disk besides. A plain VACUUM gives dead rows back for new ones and lets everybody go on. Where room has to go back to the disk, the extension pg_repack does it with brief locks only.',
  versions: 'From 19 on REPACK (CONCURRENTLY) does it without keeping anybody out.',
  example: {
    setup: 'CREATE TABLE orders (id bigint PRIMARY KEY, email text);',
    unsafe: 'VACUUM FULL orders;',
    safe: 'ALTER TABLE orders SET (autovacuum_vacuum_scale_factor = 0.02);',
  },
  judge(statement, context) {
    const node = nodeOf(statement, 'VacuumStmt');
    if (!node || !isOn(optionsOf(node.options), 'full')) return [];
    if (!node.rels)
      return [{ message: 'every table of the database is written anew, and nobody can use it meanwhile' }];
    const tables = vacuumed(node.rels).filter((table) => !context.isNew(table));
    return tables.map((table) => ({
      message: `nobody can read or write ${inWords(table)} until all of it is written anew`,
      table,
      sql: [
        context.version >= 19
          ? `REPACK (CONCURRENTLY) ${writtenName(table)};`
          : `VACUUM (ANALYZE) ${writtenName(table)};`,
      ],
    }));
  },
};
