import { literal } from '../../../session/sql.ts';
import type { HistoryTable, Recorded } from '../history.ts';
import { psql } from './psql.ts';
import { rowWith } from './row.ts';
import { goosePlaces, readGoose } from './sql/goose.ts';
import { iso, rowsOf } from './sql.ts';
import { tableIn } from './table-name.ts';
import type { Reader, Tool } from './tool.ts';

const address = '$GOOSE_DBSTRING';

interface Row {
  id: string;
  applied: boolean;
  at: string | null;
}

/**
 * goose. Of several rows of a version the newest counts: a down of older versions of goose adds one that says so. Version
 * 0 is put there when the table is made. `goose status` and `goose version` make the table, so neither is named.
 * pressly/goose: internal/dialects/postgres.go, migrate.go (collectDBVersions), lock/session_locker_options.go
 */
export const goose: Tool = {
  name: 'goose',
  title: 'goose',
  tables: [{ name: 'goose_db_version', columns: ['id', 'version_id', 'is_applied', 'tstamp'], anyName: true }],
  late: 'refuses',
  query: (table: HistoryTable) =>
    rowsOf(table, { id: 'version_id::text', applied: 'is_applied', at: iso('tstamp') }, 'id'),
  read: (json) => ({ keeps: 'all', recorded: newestOf(json as Row[]).map(recordedFrom) }),
  advisoryLock: { classid: 0, objid: 4_097_083_626 },
  commands: (_variant, _project, table = null) => {
    const history = tableIn(table, 'goose_db_version');
    return {
      apply: 'goose up',
      markApplied: (migration) => [
        psql(`INSERT INTO ${history} (version_id, is_applied) VALUES (${literal(migration)}, true)`, address),
      ],
      forget: (migration) => [psql(`DELETE FROM ${history} WHERE version_id = ${literal(migration)}`, address)],
    };
  },
};

function newestOf(rows: Row[]): Row[] {
  const newest = new Map(rows.map((row) => [row.id, row]));
  newest.delete('0');
  return [...newest.values()];
}

function recordedFrom({ id, applied, at }: Row): Recorded {
  return rowWith({ id, status: applied ? 'applied' : 'rolled-back', appliedAt: at });
}

/** Files with a number, and `-- +goose Up` in them; or Go that registers itself with goose. */
export const gooseReader: Reader = { tool: 'goose', places: goosePlaces, read: readGoose };
