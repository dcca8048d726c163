import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** TypeORM: a first sketch. */
export const typeorm: Tool = {
  name: 'typeorm',
  title: 'TypeORM',
  tables: [{ name: 'migrations', columns: ['id', 'timestamp', 'name'], anyName: true }],
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
  commands: { apply: 'npx typeorm migration:run' },
};

export const typeormReader: Reader = {
  tool: 'typeorm',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'typeorm',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
