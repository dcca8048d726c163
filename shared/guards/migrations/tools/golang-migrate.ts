import type { Project } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import type { HistoryTable } from '../history.ts';
import { rowWith } from './row.ts';
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
  commands: (_variant, project = null) => ({
    apply: migrate('up'),
    // A dirty version counts as applied as soon as it is forced: what was undone has to be run again.
    resolve: (migration) => [
      '# if you finished it by hand',
      migrate(`force ${shellWord(migration)}`),
      ...undone(migration, project),
    ],
    markApplied: (migration) => [migrate(`force ${shellWord(migration)}`)],
  }),
};

function migrate(words: string): string {
  return `migrate -path migrations -database "$DATABASE_URL" ${words}`;
}

/** -1 stands for no version, and would be taken for a flag. internal/cli/main.go (force) */
function undone(migration: string, project: Project | null): string[] {
  const known = project?.migrations ?? [];
  const at = known.findIndex(({ id }) => id === migration);
  if (at < 0) return ['# if you undid what it left: force the version before it, then run up'];
  const before = known[at - 1];
  return ['# if you undid what it left', migrate(`force ${before ? shellWord(before.id) : '-- -1'}`), migrate('up')];
}

/** `<number>_<name>.up.sql` with its `.down.sql`. */
export const golangMigrateReader: Reader = {
  tool: 'golang-migrate',
  places: golangMigratePlaces,
  read: readGolangMigrate,
};
