import { literal } from '../../../session/sql.ts';
import type { HistoryTable } from '../history.ts';
import { psql } from './psql.ts';
import { rowWith } from './row.ts';
import { dbmatePlaces, readDbmate } from './sql/dbmate.ts';
import { rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Reader, Tool } from './tool.ts';

/** dbmate: a row a migration, its digits as text, and nothing else. amacneil/dbmate: pkg/driver/postgres/postgres.go */
export const dbmate: Tool = {
  name: 'dbmate',
  title: 'dbmate',
  tables: [{ name: 'schema_migrations', columns: ['version'], beside: '!ar_internal_metadata' }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version::text' }, 'version'),
  read: (json) => ({ keeps: 'all', recorded: (json as { id: string }[]).map(({ id }) => rowWith({ id })) }),
  commands: (_variant, _project, table = null) => {
    const history = tableIn(table, 'schema_migrations');
    return {
      apply: 'dbmate up',
      status: 'dbmate status',
      markApplied: (migration) => [psql(`INSERT INTO ${history} (version) VALUES (${literal(migration)})`)],
      forget: (migration) => [psql(`DELETE FROM ${history} WHERE version = ${literal(migration)}`)],
    };
  },
};

/** Files that begin with digits, and `-- migrate:up` in them. */
export const dbmateReader: Reader = { tool: 'dbmate', places: dbmatePlaces, read: readDbmate };
