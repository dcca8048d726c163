import type { HistoryTable } from '../history.ts';
import { rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

/** Supabase: a first sketch. */
export const supabase: Tool = {
  name: 'supabase',
  title: 'Supabase',
  tables: [
    {
      name: 'schema_migrations',
      schema: 'supabase_migrations',
      columns: ['version'],
      optional: ['statements', 'name', 'created_by', 'idempotency_key', 'rollback'],
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
  commands: { apply: 'supabase db push' },
};

export const supabaseReader: Reader = {
  tool: 'supabase',
  places: () => [],
  read: (_repository, { directory }) => ({
    tool: 'supabase',
    directory,
    transaction: 'each',
    migrations: [],
    heads: [],
    problems: [],
  }),
};
