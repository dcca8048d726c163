import type { Row } from '../../session/drivers/driver.ts';
import type { FeedRow } from './feeds-query.ts';
import type { ColumnName, Feed, LateDefault, Sequence } from './sequence.ts';
import { storagesOf } from './storages.ts';
import { numbersOf } from './types.ts';

/** The rows of the catalog queries, by query. */
export interface CatalogRows {
  sequences: Row[];
  feeds: Row[];
  domains: Row[];
  references: Row[];
  callers: Row[];
  lateDefaults: Row[];
}

/** Puts the catalog's rows together: sequences with the columns that they feed. Values come later. */
export function assemble(rows: CatalogRows, standby: boolean): { sequences: Sequence[]; lateDefaults: LateDefault[] } {
  const feedRows = rows.feeds as FeedRow[];
  const bySequence = Map.groupBy(feedRows, (row) => row.sequence);
  const callers = Map.groupBy(rows.callers, (row) => row.sequence);
  const referencing = Map.groupBy(rows.references, (row) => `${row.relation}.${row.attnum}`);
  const sequencesOfColumn = Map.groupBy(feedRows, (row) => `${row.relation}.${row.column}`);
  const sequences = rows.sequences.map((row) => {
    const feeding = uncovered(bySequence.get(row.oid as number) ?? []);
    return {
      ...sequenceFrom(row),
      callers: (callers.get(row.oid) ?? []).map((each) => String(each.caller)).sort(),
      feeds: feeding.map((each) =>
        feedFrom(each, {
          rows,
          standby,
          sequencesOfColumn,
          references: referencing.get(`${each[0]?.relation}.${each[0]?.attnum}`) ?? [],
        }),
      ),
    };
  });
  const resolved = new Set(feedRows.map((row) => `${row.relation}.${row.attnum}`));
  const lateDefaults = rows.lateDefaults
    .filter((row) => !resolved.has(`${row.relation}.${row.attnum}`))
    .map((row) => ({ ...nameOf(row), expression: row.expression as string | null }));
  return { sequences, lateDefaults };
}

function sequenceFrom(row: Row): Omit<Sequence, 'callers' | 'feeds'> {
  const whole = (name: string) => BigInt(row[name] as string);
  return {
    oid: row.oid as number,
    schema: String(row.schema),
    name: String(row.name),
    increment: whole('increment'),
    min: whole('min'),
    max: whole('max'),
    cache: whole('cache'),
    cycles: row.cycles === true,
    unlogged: row.unlogged === true,
    extension: (row.extension as string | null) ?? null,
    owner: String(row.owner),
    ours: row.ours === true,
    mayEnter: row.may_enter === true,
    mayRead: row.may_read === true,
    mayUse: row.may_use === true,
    mayUpdate: row.may_update === true,
    ownedBy: row.owned_table === null ? null : { ...ownerOf(row), identity: row.identity === true },
    value: null,
    unreadable: null,
    collision: null,
    collisionUnknown: null,
    proof: null,
  };
}

/**
 * The columns, each with its rows, without those that an ancestor's storages hold already: partitions and inherited
 * children repeat their parent's default. An ancestor that cannot be compared holds nothing.
 */
function uncovered(rows: FeedRow[]): FeedRow[][] {
  const columns = [...Map.groupBy(rows, (row) => `${row.relation}.${row.column}`).values()];
  const covered = new Set(
    rows.filter((row) => row.plain && row.storage !== row.relation).map((row) => `${row.storage}.${row.column}`),
  );
  return columns.filter((column) => !covered.has(`${column[0]?.relation}.${column[0]?.column}`));
}

interface FeedContext {
  rows: CatalogRows;
  standby: boolean;
  sequencesOfColumn: Map<string, FeedRow[]>;
  references: Row[];
}

function feedFrom(rows: FeedRow[], { rows: { domains }, standby, sequencesOfColumn, references }: FeedContext): Feed {
  const first = rows[0] as FeedRow;
  const numbers = numbersOf(first, domains);
  const incomparable = whyIncomparable(first, numbers !== null);
  const mine = rows.filter(
    (row) => first.kind === 'p' || row.storage === row.relation || isFed(row, sequencesOfColumn),
  );
  const { storages, unknown } = incomparable ? { storages: [], unknown: null } : storagesOf(mine, standby);
  return {
    ...nameOf(first),
    via: first.via as Feed['via'],
    numbers: incomparable ? null : numbers,
    incomparable,
    references: references.flatMap((row) => narrower(row, numbers?.high ?? null, domains)),
    storages,
    uniqueIndexes: rows.flatMap((row) => (row.unique_indexes as string | null)?.split('/') ?? []),
    farthest: null,
    unknown,
  };
}

/** An inherited child that takes its values from another sequence has ids of its own, under a key of its own. */
function isFed({ storage, column, sequence }: FeedRow, sequencesOfColumn: Map<string, FeedRow[]>): boolean {
  const own = sequencesOfColumn.get(`${storage}.${column}`) ?? [];
  return own.length === 0 || own.some((each) => each.sequence === sequence);
}

function whyIncomparable(row: FeedRow, whole: boolean): string | null {
  if (!row.plain) return 'its default is an expression around nextval';
  if (row.kind === 'v') return 'it is a column of a view';
  if (!whole) return `its type is ${row.type_name}`;
  return null;
}

/** A referencing column, where it holds less than the referenced one. */
function narrower(row: Row, high: bigint | null, domains: Row[]): Feed['references'] {
  const numbers = numbersOf(row, domains);
  if (!numbers || numbers.high === null) return [];
  return high === null || numbers.high < high ? [{ ...nameOf(row), numbers }] : [];
}

function ownerOf(row: Row): ColumnName {
  return { schema: String(row.owned_schema), table: String(row.owned_table), column: String(row.owned_column) };
}

function nameOf(row: Row): ColumnName {
  return { schema: String(row.schema), table: String(row.table), column: String(row.column) };
}
