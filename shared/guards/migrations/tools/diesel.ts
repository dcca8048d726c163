import { literal } from '../../../session/sql.ts';
import type { HistoryTable } from '../history.ts';
import { psql } from './psql.ts';
import { rowWith } from './row.ts';
import { dieselPlaces, readDiesel } from './sql/diesel.ts';
import { iso, rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Diesel: a row a migration, its number without dashes. Its commands make the table, so that none is named that asks.
 * diesel-rs/diesel: diesel/src/migration/setup_migration_table.sql
 */
export const diesel: Tool = {
  name: 'diesel',
  title: 'Diesel',
  tables: [{ name: '__diesel_schema_migrations', columns: ['version', 'run_on'], anyName: true }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version::text', at: iso('run_on') }, 'version'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string; at: string | null }[]).map(({ id, at }) => rowWith({ id, appliedAt: at })),
  }),
  commands: (_variant, _project, table = null) => {
    const history = tableIn(table, '__diesel_schema_migrations');
    return {
      apply: 'diesel migration run',
      markApplied: (migration) => [psql(`INSERT INTO ${history} (version) VALUES (${literal(migration)})`)],
      forget: (migration) => [psql(`DELETE FROM ${history} WHERE version = ${literal(migration)}`)],
    };
  },
};

/** `<number>_<name>/up.sql` in a crate that depends on diesel, or where diesel.toml is. */
export const dieselReader: Reader = { tool: 'diesel', places: dieselPlaces, read: readDiesel };
