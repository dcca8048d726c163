import { identifier } from '../../../session/sql.ts';
import type { Reply, Unread } from '../ask.ts';
import { longest } from '../values/printable.ts';
import type { Broken, ForeignKey, Pair, TableName, WantedKey } from './references.ts';

/** How many keys are shown, and how much of each is asked for: one letter more than is shown, so that a cut is seen. */
const shownKeys = 5;
const shownLetters = longest + 1;

/** The rows that refer to nothing, as a person looks at them. */
export function orphansQuery(foreignKey: ForeignKey): string {
  return `SELECT child.* FROM ${orphans(foreignKey)};`;
}

/** The rows that hinder a key, as a person looks at them. */
export function duplicatesQuery(key: WantedKey): string {
  const names = columnsOf(key).join(', ');
  return `SELECT ${names}, count(*) FROM ${duplicates(key)} ORDER BY count(*) DESC;`;
}

/** Counts orphans by the key that is missing. */
export function orphansQuestion(foreignKey: ForeignKey): string {
  const columns = foreignKey.pairs.map(({ column }) => `child.${identifier(column)}`);
  const names = columns.map((column, at) => `${column} AS k${at}`);
  return counted(
    `SELECT ${names.join(', ')}, count(*) AS rows FROM ${orphans(foreignKey)} GROUP BY ${columns.join(', ')}`,
    columns.length,
  );
}

/** Counts the rows that hinder a key, by their values. */
export function duplicatesQuestion(key: WantedKey): string {
  const names = columnsOf(key).map((column, at) => `${column} AS k${at}`);
  return counted(`SELECT ${names.join(', ')}, count(*) AS rows FROM ${duplicates(key)}`, names.length);
}

/** What came back. */
export function brokenFrom(reply: Reply): Broken | Unread {
  if (!('cells' in reply)) return reply;
  const [rows, keys, first] = reply.cells;
  return { rows: BigInt(rows ?? 0), keys: BigInt(keys ?? 0), first: JSON.parse(first ?? '[]') };
}

/** One row: how many rows, how many different keys, and the first few of these. */
function counted(grouped: string, width: number): string {
  const at = Array.from({ length: width }, (_, index) => `k${index}`);
  return `
SELECT coalesce(max(total), 0)::text AS rows, coalesce(max(keys), 0)::text AS keys,
  coalesce(json_agg(json_build_array(${at.map((k) => `left(${k}::text, ${shownLetters})`).join(', ')})), '[]')::text AS first
FROM (
  SELECT ${at.join(', ')}, sum(rows) OVER () AS total, count(*) OVER () AS keys
  FROM (${grouped}) found
  ORDER BY ${at.join(', ')}
  LIMIT ${shownKeys}
) few`;
}

/** What the server's own check asks, but for rows that are missing in an index: NOT EXISTS may use one on either side. */
function orphans({ pairs, full, period, referenced, referencedPartitioned, ...child }: ForeignKey): string {
  const present = pairs.map(({ column }) => `child.${identifier(column)} IS NOT NULL`);
  const parent = `${only(referencedPartitioned)}${tableOf(referenced)} parent`;
  const covered = period ? pairs.at(-1) : undefined;
  const equal = (covered ? pairs.slice(0, -1) : pairs).map(equation).join(' AND ');
  const missing =
    covered === undefined
      ? `NOT EXISTS (SELECT FROM ${parent} WHERE ${equal})`
      : `(child.${identifier(covered.column)} <@ (SELECT range_agg(parent.${identifier(covered.referenced)}) FROM ${parent} WHERE ${equal})) IS NOT TRUE`;
  const counts = present.length > 1 && full ? `(${present.join(' OR ')})` : present.join(' AND ');
  return `${only(child.partitioned)}${tableOf(child)} child WHERE ${counts} AND ${missing}`;
}

function equation({ column, referenced, operator, castColumn, castReferenced, collation }: Pair): string {
  return `parent.${identifier(referenced)}${castReferenced} ${operator} child.${identifier(column)}${castColumn}${collation}`;
}

function duplicates(key: WantedKey): string {
  const columns = columnsOf(key);
  const present = columns.map((column) => `${column} IS NOT NULL`).join(' AND ');
  const filter = key.primary || key.nulls ? '' : ` WHERE ${present}`;
  const lacking = key.primary ? ` OR NOT (${present})` : '';
  const from = `${only(key.partitioned)}${tableOf(key)}`;
  return `${from}${filter} GROUP BY ${columns.join(', ')} HAVING count(*) > 1${lacking}`;
}

function columnsOf({ columns }: WantedKey): string[] {
  return columns.map((column) => identifier(column));
}

/** Keys reach from a table to the tables that inherit from it only where these are its partitions. */
function only(partitioned: boolean): string {
  return partitioned ? '' : 'ONLY ';
}

function tableOf({ schema, table }: TableName): string {
  return identifier(schema, table);
}
