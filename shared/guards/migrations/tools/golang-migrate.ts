import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** golang-migrate: a first sketch. */
export const golangMigrate: Tool = {
  name: 'golang-migrate',
  title: 'golang-migrate',
  tables: [{ name: 'schema_migrations', columns: ['version', 'dirty'], anyName: true }],
  late: 'skips',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version::text' }, '1'),
  read: (json) => ({
    keeps: 'all',
    recorded: (json as { id: string }[]).map(({ id }) => ({
      id,
      status: 'applied',
      checksum: null,
      appliedAt: null,
      durationMs: null,
      by: null,
      detail: null,
    })),
  }),
  commands: { apply: 'migrate -path migrations -database "$DATABASE_URL" up' },
};

export const golangMigrateReader: Reader = {
  tool: 'golang-migrate',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'golang-migrate',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
