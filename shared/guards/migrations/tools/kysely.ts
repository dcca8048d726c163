import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Kysely: a first sketch. */
export const kysely: Tool = {
  name: 'kysely',
  title: 'Kysely',
  tables: [{ name: 'kysely_migration', columns: ['name', 'timestamp'], anyName: true }],
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
  commands: { apply: 'npx kysely migrate:latest' },
};

export const kyselyReader: Reader = {
  tool: 'kysely',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'kysely',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
