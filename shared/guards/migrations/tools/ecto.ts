import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Ecto: a first sketch. */
export const ecto: Tool = {
  name: 'ecto',
  title: 'Ecto',
  tables: [{ name: 'schema_migrations', columns: ['version', 'inserted_at'], anyName: true }],
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
  commands: { apply: 'mix ecto.migrate' },
};

export const ectoReader: Reader = {
  tool: 'ecto',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'ecto',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
