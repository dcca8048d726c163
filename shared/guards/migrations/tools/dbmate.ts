import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** dbmate: a first sketch. */
export const dbmate: Tool = {
  name: 'dbmate',
  title: 'dbmate',
  tables: [{ name: 'schema_migrations', columns: ['version'], beside: '!ar_internal_metadata' }],
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
  commands: { apply: 'dbmate up' },
};

export const dbmateReader: Reader = {
  tool: 'dbmate',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'dbmate',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
