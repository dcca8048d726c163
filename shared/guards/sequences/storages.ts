import type { FeedRow } from './feeds-query.ts';
import type { Missing, Storage, Unknown } from './sequence.ts';

/** A partitioned table is read through its root only where it takes no more locks at once than this. */
const mostLocksAtOnce = 300;

/**
 * The relations to ask for a column's farthest value, or why it cannot be known. `rows`: the root and all its
 * partitions or children. Each is asked by itself, the empty ones not at all; a role that may read the root only asks
 * the root.
 */
export function storagesOf(rows: FeedRow[], standby: boolean): { storages: Storage[]; unknown: Unknown | null } {
  const root = rows.find((row) => row.storage === row.relation);
  const leaves = rows.filter((row) => row.storage_kind !== 'p');
  const unknown = whyUnknown(leaves, standby);
  if (unknown === null) return { storages: leaves.map((row) => storageFrom(row)), unknown };
  if (root === undefined || root.kind !== 'p' || unknown.code === 'not-examined') return { storages: [], unknown };
  return throughRoot(root, leaves, standby);
}

function whyUnknown(rows: FeedRow[], standby: boolean): Unknown | null {
  const name = (row: FeedRow) => `${row.storage_schema ?? row.schema}.${row.storage_table ?? row.table}`;
  const foreign = rows.find((row) => row.storage_kind === 'f');
  if (foreign)
    return { code: 'not-examined', reason: `${name(foreign)} is a foreign table: its rows are on another server` };
  const unlogged = standby ? rows.find((row) => row.unlogged) : undefined;
  if (unlogged)
    return unreadable(unlogged, 'primary', `${name(unlogged)} is unlogged, and a standby has no unlogged rows`);
  const forbidden = rows.find((row) => !row.may_read);
  if (forbidden) {
    const reason = `this role may not read ${name(forbidden)}.${forbidden.column}`;
    return unreadable(forbidden, forbidden.may_enter ? 'select' : 'schema-usage', reason);
  }
  const hidden = rows.find((row) => row.rows_hidden);
  if (hidden) return { code: 'rows-hidden', reason: `row security hides rows of ${name(hidden)} from this role` };
  return null;
}

function unreadable(row: FeedRow, missing: Missing, reason: string): Unknown {
  const relation = {
    schema: String(row.storage_schema ?? row.schema),
    table: String(row.storage_table ?? row.table),
  };
  return { code: 'unreadable', relation, missing, reason };
}

function throughRoot(
  root: FeedRow,
  leaves: FeedRow[],
  standby: boolean,
): { storages: Storage[]; unknown: Unknown | null } {
  const unknown = whyUnknown([root, ...leaves.map((row) => ({ ...row, may_read: true, rows_hidden: false }))], standby);
  if (unknown) return { storages: [], unknown };
  const parts = leaves.map((row) => storageFrom(row));
  const locks = parts.reduce((sum, part) => sum + part.locks, 1);
  if (locks > mostLocksAtOnce) {
    const reason = `reading it through its root would take ${locks} locks at once; GRANT SELECT on its partitions, and each is read by itself`;
    return { storages: [], unknown: { code: 'not-examined', reason } };
  }
  const scanBytes = parts.reduce((sum, part) => sum + part.scanBytes, 0);
  const empty = parts.every((part) => part.empty);
  const whole = {
    oid: root.storage,
    schema: String(root.schema),
    table: String(root.table),
    only: false,
    empty,
    locks,
    scanBytes,
    farthest: null,
  };
  return { storages: [whole], unknown: null };
}

function storageFrom(row: FeedRow): Storage {
  const bytes = row.bytes === null ? null : Number(row.bytes);
  return {
    oid: row.storage,
    schema: String(row.storage_schema ?? row.schema),
    table: String(row.storage_table ?? row.table),
    only: true,
    empty: bytes === 0,
    locks: 1 + Number(row.indexes),
    scanBytes: row.leads ? 0 : (bytes ?? Number(row.bytes_then)),
    farthest: null,
  };
}
