import type { HistoryTable } from '../history.ts';
import { rowWith } from './row.ts';
import { word } from './shell.ts';
import { golangMigratePlaces, readGolangMigrate } from './sql/golang-migrate.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/**
 * golang-migrate: one row, of the newest version; a file below it never runs. `dirty`: it failed, or was killed, in the
 * middle. `migrate version` makes the table, so it is not named.
 * golang-migrate/migrate: database/postgres/postgres.go (SetVersion, Version)
 */
export const golangMigrate: Tool = {
  name: 'golang-migrate',
  title: 'golang-migrate',
  tables: [{ name: 'schema_migrations', columns: ['version', 'dirty'], anyName: true }],
  late: 'skips',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version::text', dirty: 'dirty' }, 'version'),
  read: (json) => ({
    keeps: 'last',
    recorded: (json as { id: string; dirty: boolean }[]).map(({ id, dirty }) =>
      rowWith({ id, ...(dirty ? { status: 'failed', detail: `Dirty database version ${id}` } : {}) }),
    ),
  }),
  commands: {
    apply: 'migrate -path migrations -database "$DATABASE_URL" up',
    resolve: (migration) => [`migrate -path migrations -database "$DATABASE_URL" force ${word(migration)}`],
    markApplied: (migration) => [`migrate -path migrations -database "$DATABASE_URL" force ${word(migration)}`],
  },
};

/** `<number>_<name>.up.sql` with its `.down.sql`. */
export const golangMigrateReader: Reader = {
  tool: 'golang-migrate',
  places: golangMigratePlaces,
  read: readGolangMigrate,
};
