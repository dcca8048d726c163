import type { HistoryTable, Recorded } from '../history.ts';
import { atlasPlaces, readAtlas } from './atlas/read.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Reader, Tool } from './tool.ts';

interface Row {
  id: string;
  type: number;
  applied: number;
  total: number;
  at: string | null;
  nanoseconds: string;
  error: string | null;
  statement: string | null;
  hash: string;
}

/**
 * Atlas. A file that failed in the middle without a transaction can be resumed: so many of its statements are applied.
 * ariga/atlas: cmd/atlas/internal/migrate/ent/migrate/schema.go, sql/migrate/migrate.go (Revision, Executor.Pending)
 */
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
  query: historyQuery,
  // Rows such as .atlas_cloud_identifier are Atlas' own notes.
  read: (json) => ({
    keeps: 'all',
    recorded: (json as Row[]).filter(({ id }) => !id.startsWith('.')).map(recordedFrom),
  }),
  edited: () => false,
  commands: {
    apply: 'atlas migrate apply --url "$DATABASE_URL"',
    resolve: (migration) => [`atlas migrate set ${migration} --url "$DATABASE_URL"`],
    markApplied: (migration) => [`atlas migrate set ${migration} --url "$DATABASE_URL"`],
  },
};

function historyQuery(table: HistoryTable): string {
  const optional = (name: string) => (table.columns.includes(name) ? name : 'NULL');
  return rowsOf(
    table,
    {
      id: 'version',
      type: 'type',
      applied: 'applied',
      total: 'total',
      at: iso('executed_at'),
      nanoseconds: 'execution_time::text',
      error: optional('error'),
      statement: optional('error_stmt'),
      hash: 'hash',
    },
    'version',
  );
}

/** Bits of `type`: 1 baseline, 2 executed, 4 resolved by hand. */
function recordedFrom({ id, type, applied, total, at, nanoseconds, error, statement, hash }: Row): Recorded {
  const broken = applied < total || (error !== null && error !== '');
  const resolved = (type & 4) !== 0;
  const status =
    type === 1 ? 'baseline' : !broken || resolved ? 'applied' : applied > 0 ? 'partially-applied' : 'failed';
  const took = Number(nanoseconds);
  return rowWith({
    id,
    status,
    checksum: hash === '' ? null : hash,
    appliedAt: at,
    durationMs: took > 0 ? took / 1e6 : null,
    detail: broken && !resolved ? detailOf({ applied, total, error, statement }) : null,
  });
}

function detailOf({
  applied,
  total,
  error,
  statement,
}: Pick<Row, 'applied' | 'total' | 'error' | 'statement'>): string {
  const why = [error, statement].filter((text) => text !== null && text !== '');
  return [`${applied} of ${total} statements are applied`, ...why].join(': ');
}

/** Files of SQL with atlas.sum beside them. */
export const atlasReader: Reader = { tool: 'atlas', places: atlasPlaces, read: readAtlas };
