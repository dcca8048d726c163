import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Drizzle: a first sketch. */
export const drizzle: Tool = {
  name: 'drizzle',
  title: 'Drizzle',
  tables: [
    {
      name: '__drizzle_migrations',
      columns: ['id', 'hash', 'created_at'],
      optional: ['name', 'applied_at', 'version'],
      anyName: true,
    },
  ],
  late: 'skips',
  query: (table: HistoryTable) => rowsOf(table, { id: 'created_at::text' }, '1'),
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
  commands: { apply: 'npx drizzle-kit migrate' },
};

export const drizzleReader: Reader = {
  tool: 'drizzle',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'drizzle',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
