import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Rails: a first sketch. */
export const rails: Tool = {
  name: 'rails',
  title: 'Rails',
  tables: [{ name: 'schema_migrations', columns: ['version'], beside: 'ar_internal_metadata' }],
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
  commands: { apply: 'bin/rails db:migrate' },
};

export const railsReader: Reader = {
  tool: 'rails',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'rails',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
