import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Alembic: a first sketch. */
export const alembic: Tool = {
  name: 'alembic',
  title: 'Alembic',
  tables: [{ name: 'alembic_version', columns: ['version_num'] }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'version_num' }, '1'),
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
  commands: { apply: 'alembic upgrade head' },
};

export const alembicReader: Reader = {
  tool: 'alembic',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'alembic',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
