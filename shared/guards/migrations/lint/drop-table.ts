import { droppedBy } from '../linting/drops.ts';
import { inWords } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { written, writtenName } from '../linting/written.ts';

export const dropTable: LintRule = {
  name: 'drop-table',
  kinds: ['DropStmt'],
  class: 'dangerous',
  hazard: 'loss',
  lock: 'AccessExclusiveLock',
  title: 'DROP TABLE loses the rows, and breaks the code that still uses the table.',
  why: 'While a deploy is under way the old code runs on, and every query of it that names the table fails. The rows come back from a backup alone. It also takes an ACCESS EXCLUSIVE lock on every table that its foreign keys point at.',
  versions: '',
  recipe: [
    'Deploy code that does not use the table any more.',
    'See that nobody reads it: seq_scan and idx_scan in pg_stat_user_tables stand still for some days.',
    'Rename it, so that coming back takes a moment.',
    'Some days later drop it in a migration of its own, with a backup at hand.',
  ],
  example: {
    setup: 'CREATE TABLE legacy_orders (id bigint PRIMARY KEY); INSERT INTO legacy_orders VALUES (1);',
    unsafe: 'DROP TABLE legacy_orders;',
    safe: "COMMENT ON TABLE legacy_orders IS 'unused since release 41, to be dropped in May';",
  },
  judge(statement, context) {
    const tables = droppedBy(statement, ['OBJECT_TABLE', 'OBJECT_FOREIGN_TABLE']).filter(
      ({ name }) => !context.isNew(name),
    );
    return tables.map(({ kind, name }) => ({
      message:
        kind === 'OBJECT_TABLE'
          ? `the rows of ${inWords(name)} are gone, and code that uses it fails`
          : `code that uses the foreign table ${inWords(name)} fails`,
      ...(kind === 'OBJECT_TABLE' ? {} : { class: 'careful', hazard: 'compatibility' }),
      table: name,
      sql: [
        '-- once no running code uses it: keep it out of reach first, and drop it some days later',
        `ALTER TABLE ${writtenName(name)} RENAME TO ${written(`${name.name}_unused`)};`,
      ],
    }));
  },
};
