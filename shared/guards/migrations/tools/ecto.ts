import { literal } from '../../../session/sql.ts';
import type { HistoryTable } from '../history.ts';
import { ectoPlaces, readEcto } from './ecto/read.ts';
import { psql } from './psql.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * Ecto: a row a migration, by its number. `mix ecto.migrations` may make the table, so it is not named.
 * elixir-ecto/ecto_sql: lib/ecto/migration/schema_migration.ex, lib/ecto/migrator.ex
 */
export const ecto: Tool = {
  name: 'ecto',
  title: 'Ecto',
  tables: [{ name: 'schema_migrations', columns: ['version', 'inserted_at'], anyName: true }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version::text', at: iso('inserted_at') }, 'version'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string; at: string | null }[]).map(({ id, at }) => rowWith({ id, appliedAt: at })),
  }),
  commands: (_variant, _project, table = null) => {
    const history = tableIn(table, 'schema_migrations');
    return {
      apply: 'mix ecto.migrate',
      markApplied: (migration) => [
        psql(`INSERT INTO ${history} (version, inserted_at) VALUES (${literal(migration)}, now())`),
      ],
      forget: (migration) => [psql(`DELETE FROM ${history} WHERE version = ${literal(migration)}`)],
    };
  },
};

/** `priv/repo/migrations/<number>_<name>.exs` */
export const ectoReader: Reader = { tool: 'ecto', places: ectoPlaces, read: readEcto };
