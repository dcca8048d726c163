import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Knex: a first sketch. */
export const knex: Tool = {
  name: 'knex',
  title: 'Knex',
  tables: [{ name: 'knex_migrations', columns: ['id', 'name', 'batch', 'migration_time'], anyName: true }],
  late: 'runs',
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
  commands: { apply: 'npx knex migrate:latest' },
};

export const knexReader: Reader = {
  tool: 'knex',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'knex',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
