import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** sqlx: a first sketch. */
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
  commands: { apply: 'sqlx migrate run' },
};

export const sqlxReader: Reader = {
  tool: 'sqlx',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'sqlx',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
