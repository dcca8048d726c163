import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Diesel: a first sketch. */
export const diesel: Tool = {
  name: 'diesel',
  title: 'Diesel',
  tables: [{ name: '__diesel_schema_migrations', columns: ['version', 'run_on'], anyName: true }],
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
  commands: { apply: 'diesel migration run' },
};

export const dieselReader: Reader = {
  tool: 'diesel',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'diesel',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
