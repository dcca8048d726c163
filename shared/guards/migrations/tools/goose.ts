import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** goose: a first sketch. */
export const goose: Tool = {
  name: 'goose',
  title: 'goose',
  tables: [{ name: 'goose_db_version', columns: ['id', 'version_id', 'is_applied', 'tstamp'], anyName: true }],
  late: 'refuses',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version_id::text' }, '1'),
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
  commands: { apply: 'goose up' },
};

export const gooseReader: Reader = {
  tool: 'goose',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'goose',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
