import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Atlas: a first sketch. */
export const atlas: Tool = {
  name: 'atlas',
  title: 'Atlas',
  tables: [
    {
      name: 'atlas_schema_revisions',
      columns: [
        'version',
        'description',
        'type',
        'applied',
        'total',
        'executed_at',
        'execution_time',
        'hash',
        'partial_hashes',
        'operator_version',
      ],
      optional: ['error', 'error_stmt'],
      anyName: true,
    },
  ],
  late: 'refuses',
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
  commands: { apply: 'atlas migrate apply' },
};

export const atlasReader: Reader = {
  tool: 'atlas',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'atlas',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
