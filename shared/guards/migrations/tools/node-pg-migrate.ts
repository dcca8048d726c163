import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** node-pg-migrate: a first sketch. */
export const nodePgMigrate: Tool = {
  name: 'node-pg-migrate',
  title: 'node-pg-migrate',
  tables: [{ name: 'pgmigrations', columns: ['id', 'name', 'run_on'], anyName: true }],
  late: 'refuses',
  query: (table: HistoryTable) => rowsOf(table, { id: 'name' }, '1'),
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
  commands: { apply: 'npx node-pg-migrate up' },
};

export const nodePgMigrateReader: Reader = {
  tool: 'node-pg-migrate',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'node-pg-migrate',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
