import { literal } from '../../../session/sql.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { psql } from './psql.ts';
import { rowWith } from './row.ts';
import { readSqlx, sqlxPlaces } from './sql/sqlx.ts';
import { iso, rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Reader, Tool } from './tool.ts';

interface Row {
  id: string;
  at: string | null;
  success: boolean;
  checksum: string;
  nanoseconds: string;
}

/**
 * sqlx. A row that says it was no success stops every later run; older versions left one behind. `execution_time` is -1
 * until it is known. `sqlx migrate info` makes the table, so it is not named.
 * launchbadge/sqlx: sqlx-postgres/src/migrate.rs, sqlx-core/src/migrate/migrator.rs
 */
export const sqlx: Tool = {
  name: 'sqlx',
  title: 'sqlx',
  tables: [
    {
      name: '_sqlx_migrations',
      columns: ['version', 'description', 'installed_on', 'success', 'checksum', 'execution_time'],
      anyName: true,
    },
  ],
  late: 'runs',
  query: (table: HistoryTable) =>
    rowsOf(
      table,
      {
        id: 'version::text',
        at: iso('installed_on'),
        success: 'success',
        checksum: `encode(checksum, 'hex')`,
        nanoseconds: 'execution_time::text',
      },
      'version',
    ),
  read: (json) => ({ keeps: 'all', recorded: (json as Row[]).map(recordedFrom) }),
  commands: (_variant, _project, table = null) => {
    const history = tableIn(table, '_sqlx_migrations');
    const forget = (migration: string) => [psql(`DELETE FROM ${history} WHERE version = ${literal(migration)}`)];
    return { apply: 'sqlx migrate run', resolve: forget, forget };
  },
};

function recordedFrom({ id, at, success, checksum, nanoseconds }: Row): Recorded {
  const took = Number(nanoseconds);
  return rowWith({
    id,
    status: success ? 'applied' : 'failed',
    checksum,
    appliedAt: at,
    durationMs: took < 0 ? null : took / 1e6,
  });
}

/** `<number>_<description>.sql` in a crate that depends on sqlx. */
export const sqlxReader: Reader = { tool: 'sqlx', places: sqlxPlaces, read: readSqlx };
