import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Django: a first sketch. */
export const django: Tool = {
  name: 'django',
  title: 'Django',
  tables: [{ name: 'django_migrations', columns: ['id', 'app', 'name', 'applied'], anyName: true }],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: `app || '.' || name` }, '1'),
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
  commands: { apply: 'python manage.py migrate' },
};

export const djangoReader: Reader = {
  tool: 'django',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'django',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
