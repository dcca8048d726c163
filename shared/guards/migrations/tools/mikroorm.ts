import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** MikroORM: a first sketch. */
export const mikroorm: Tool = {
  name: 'mikroorm',
  title: 'MikroORM',
  tables: [{ name: 'mikro_orm_migrations', columns: ['id', 'name', 'executed_at'], anyName: true }],
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
  commands: { apply: 'npx mikro-orm migration:up' },
};

export const mikroormReader: Reader = {
  tool: 'mikroorm',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'mikroorm',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
