import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Liquibase: a first sketch. */
export const liquibase: Tool = {
  name: 'liquibase',
  title: 'Liquibase',
  tables: [
    {
      name: 'databasechangelog',
      columns: [
        'id',
        'author',
        'filename',
        'dateexecuted',
        'orderexecuted',
        'exectype',
        'md5sum',
        'description',
        'comments',
        'tag',
        'liquibase',
      ],
      optional: ['contexts', 'labels', 'deployment_id'],
      anyName: true,
    },
  ],
  late: 'runs',
  query: (table: HistoryTable) => rowsOf(table, { id: `id || '::' || author || '::' || filename` }, '1'),
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
  commands: { apply: 'liquibase update' },
};

export const liquibaseReader: Reader = {
  tool: 'liquibase',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'liquibase',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
