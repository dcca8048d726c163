import type { Migration } from '../../../model/manifest.ts';
import { shellWord } from '../../../model/shell.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { atlasPlaces, readAtlas } from './atlas/read.ts';
import { rowWith } from './row.ts';
import { iso, rowsOf } from './sql.ts';
import type { Neighbours, Reader, Tool } from './tool.ts';

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
  edited: isEdited,
  commands: {
    apply: 'atlas migrate apply --url "$DATABASE_URL"',
    resolve: (migration) => [
      '# if you finished it by hand',
      `atlas migrate set ${shellWord(migration)} --url "$DATABASE_URL"`,
      '# if the statement that failed can be run now, with those after it',
      'atlas migrate apply --url "$DATABASE_URL"',
    ],
    markApplied: (migration) => [`atlas migrate set ${shellWord(migration)} --url "$DATABASE_URL"`],
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

/**
 * Checksums are over all files so far: one that differs says that this file, or any before it, was edited, added or
 * removed. It is this one for certain where the file before it has the checksum that it was applied with, and was not put
 * in between later. Atlas itself does not look.
 */
function isEdited(migration: Migration, recorded: Recorded, neighbours?: Neighbours): boolean {
  if (!neighbours || !differs(migration, recorded)) return false;
  const { project, rows, foreign } = neighbours;
  if (foreign.some(({ id }) => id < recorded.id)) return false;
  for (let at = project.migrations.indexOf(migration) - 1; at >= 0; at -= 1) {
    const before = project.migrations[at] as Migration;
    const row = rows.get(before);
    if (!row || (row.appliedAt ?? '') > (recorded.appliedAt ?? '')) return false;
    // A file that is left out of atlas.sum says nothing about those before it.
    if (before.checksums) return row.checksum !== null && !differs(before, row);
  }
  return true;
}

function differs({ checksums = [] }: Migration, { checksum }: Recorded): boolean {
  return checksum !== null && checksums.length > 0 && !checksums.includes(checksum);
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
