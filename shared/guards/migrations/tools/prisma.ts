import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Prisma Migrate: a first sketch. */
export const prisma: Tool = {
  name: 'prisma',
  title: 'Prisma Migrate',
  tables: [
    {
      name: '_prisma_migrations',
      columns: [
        'id',
        'checksum',
        'finished_at',
        'migration_name',
        'logs',
        'rolled_back_at',
        'started_at',
        'applied_steps_count',
      ],
      anyName: true,
    },
  ],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: 'migration_name' }, '1'),
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
  commands: { apply: 'npx prisma migrate deploy' },
};

export const prismaReader: Reader = {
  tool: 'prisma',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'prisma',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
