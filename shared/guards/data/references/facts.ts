import type { Request } from '../../../model/request.ts';
import type { Session } from '../../../session/session.ts';
import { identifier } from '../../../session/sql.ts';
import { ask } from '../ask.ts';
import type { Reader } from '../reader.ts';
import { isWanted } from '../repairs/plan.ts';
import type { InvalidIndex } from '../states/states.ts';
import {
  foreignKeyFrom,
  foreignKeysQuery,
  keyFrom,
  keysQuery,
  tablesQuery,
  type WantedTable,
  wantedTableFrom,
  wantedTablesQuery,
} from './catalog.ts';
import { causesFirst } from './order.ts';
import { type Other, readOther } from './other.ts';
import { pendingMakers } from './pending.ts';
import { brokenFrom, duplicatesQuestion, orphansQuestion } from './proofs.ts';
import type { ForeignKey, HeldKey, Lost, OtherForeignKey, ReferenceFacts, TableName, WantedKey } from './references.ts';
import {
  asForeignKey,
  canHave,
  expectedKeys,
  lostForeignKeys,
  lostKeys,
  onTable,
  pathOf,
  type Wish,
} from './wanted.ts';

/** By what the rows are read, and the indexes that are not valid. */
interface Around {
  reader: Reader;
  invalid: InvalidIndex[];
}

/**
 * What was found of references and keys. The suspects among the foreign keys are proven by reading both tables, with `all`
 * every one, and so are the keys that somebody wants and this database does not hold.
 */
export async function referenceFacts(
  session: Session,
  request: Request,
  { reader, invalid }: Around,
): Promise<ReferenceFacts> {
  const other = await readOther(session, request);
  const own = await readOwn(session, request, { every: other !== null, invalid });
  const missing = await readMissing(session, request, { own, other });
  const suspects = own.foreignKeys.flatMap((key) => suspectOf(key, request) ?? []);
  const foreignKeys = causesFirst([...suspects, ...missing.suspects]);
  const replies = await ask(reader, [
    ...foreignKeys.map((key) => ({ sql: orphansQuestion(key), locks: key.locks, elsewhere: key.elsewhere })),
    ...missing.keys.map((key) => ({ sql: duplicatesQuestion(key), locks: key.locks, elsewhere: key.elsewhere })),
  ]);
  const proofs = replies.map(brokenFrom);
  return {
    tables: own.tables,
    proven: foreignKeys.map((foreignKey, at) => ({ foreignKey, proof: proofs[at] as (typeof proofs)[number] })),
    lostForeignKeys: missing.foreignKeys,
    lostKeys: missing.lostKeys,
    duplicates: missing.keys.map((key, at) => {
      return { key, proof: proofs[foreignKeys.length + at] as (typeof proofs)[number] };
    }),
    other: other === null ? null : { name: other.name, failed: other.failed },
  };
}

interface Own {
  tables: TableName[];
  foreignKeys: ForeignKey[];
  keys: KeyHere[];
  /** those of `keys` whose index is not valid, and should be */
  invalid: KeyHere[];
}

type KeyHere = HeldKey & Pick<WantedKey, 'partitioned' | 'locks' | 'elsewhere'>;

async function readOwn(
  session: Session,
  { all, settings }: Request,
  { every, invalid }: { every: boolean; invalid: InvalidIndex[] },
): Promise<Own> {
  const { version } = session.server;
  const { primaryKeys, unique } = settings.expect;
  const expected = Object.keys(primaryKeys).length + Object.keys(unique).length > 0;
  const [tables = [], foreignKeys = [], keys = []] = await session.read(
    tablesQuery,
    foreignKeysQuery(version, { every: every || all }),
    keysQuery(version, { every: every || expected }),
  );
  const held = keys.map(keyFrom);
  const wanted = new Set(invalid.filter(isWanted).map(({ schema, name }) => identifier(schema, name)));
  return {
    tables: tables.map((row) => ({ schema: String(row.schema), table: String(row.table) })),
    foreignKeys: foreignKeys.map(foreignKeyFrom),
    keys: held,
    invalid: held.filter(({ schema, name, valid }) => !valid && wanted.has(identifier(schema, name))),
  };
}

function suspectOf(foreignKey: ForeignKey, { all }: Request): ForeignKey | null {
  if (foreignKey.suspicion !== null) return foreignKey;
  return all ? { ...foreignKey, suspicion: 'asked for' } : null;
}

interface Missing {
  foreignKeys: Lost<OtherForeignKey>[];
  suspects: ForeignKey[];
  lostKeys: Lost<WantedKey>[];
  /** every key that is wanted and not held */
  keys: WantedKey[];
}

/** What is wanted and not there, and what is known of the tables that it is wanted on; these take a round trip if there are any. */
async function readMissing(
  session: Session,
  request: Request,
  { own, other }: { own: Own; other: Other | null },
): Promise<Missing> {
  const wishes = {
    foreignKeys: lostForeignKeys(other?.foreignKeys ?? [], own.foreignKeys),
    lost: lostKeys(other?.keys ?? [], own.keys),
    expected: expectedKeys(request.settings.expect, own.keys),
  };
  const invalid = own.invalid.map(({ valid: _valid, ...key }): WantedKey => ({ ...key, by: 'index' }));
  const tables = await readTables(session, wishes);
  const here = {
    foreignKeys: wishes.foreignKeys.filter((key) => canHave(key, tables)),
    keys: wishes.lost.flatMap((key) => onTable(key, tables) ?? []),
  };
  const makers = await pendingMakers(session, request, [...here.foreignKeys, ...here.keys]);
  const foreignKeys = makers.lost(here.foreignKeys);
  const lostHere = makers.lost(here.keys);
  const expected = wishes.expected.flatMap((key) => onTable(key, tables) ?? []);
  return {
    foreignKeys,
    suspects: gone(foreignKeys).flatMap((key) => asForeignKey(key, tables) ?? []),
    lostKeys: lostHere,
    keys: once([...invalid, ...gone(lostHere), ...expected]),
  };
}

/** What is to come has not been broken by anybody yet. */
function gone<Thing>(lost: Lost<Thing>[]): Thing[] {
  return lost.flatMap(({ key, mayCome }) => (mayCome === null ? [key] : []));
}

interface Wishes {
  foreignKeys: OtherForeignKey[];
  lost: Wish[];
  expected: Wish[];
}

async function readTables(session: Session, { foreignKeys, lost, expected }: Wishes): Promise<WantedTable[]> {
  const named = [...foreignKeys, ...foreignKeys.map(({ referenced }) => referenced), ...lost, ...expected];
  if (named.length === 0) return [];
  const [rows = []] = await session.read(wantedTablesQuery([...new Set(named.map(pathOf))]));
  return rows.map(wantedTableFrom);
}

/** A key that both the configuration and the other database want is one key. */
function once(keys: WantedKey[]): WantedKey[] {
  const keyOf = ({ schema, table, columns, primary }: WantedKey) =>
    JSON.stringify([schema, table, primary, columns.toSorted()]);
  return keys.filter((key, at) => keys.findIndex((each) => keyOf(each) === keyOf(key)) === at);
}
