import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Flyway: a first sketch. */
export const flyway: Tool = {
  name: 'flyway',
  title: 'Flyway',
  tables: [
    {
      name: 'flyway_schema_history',
      columns: [
        'installed_rank',
        'version',
        'description',
        'type',
        'script',
        'checksum',
        'installed_by',
        'installed_on',
        'execution_time',
        'success',
      ],
      anyName: true,
    },
  ],
  late: 'refuses',
  query: (table: HistoryTable) => rowsOf(table, { id: 'coalesce(version, description)' }, '1'),
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
  commands: { apply: 'flyway migrate' },
};

export const flywayReader: Reader = {
  tool: 'flyway',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'flyway',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
