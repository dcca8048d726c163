import { UsageError } from '../../../model/errors.ts';
import type { ExpectSettings } from '../../../model/settings.ts';
import type { Scope } from '../../../model/snapshot.ts';
import type { Session } from '../../../session/session.ts';
import { identifier } from '../../../session/sql.ts';
import { isInScope } from '../scope.ts';
import { everyTableQuery, type Relation, relationsFrom } from './catalog.ts';
import { settingsFrom, settingsQuery } from './settings.ts';

/**
 * `rows`: columns of configuration tables, `schema.table.column`, whose values are to be expected. `scope`: of which tables
 * the keys and columns are; extensions and settings are the whole database's.
 */
export interface WriteOptions {
  columns: boolean;
  rows: string[];
  scope: Scope;
}

/** What differs between environments and matters: how times are shown, which letters there are, and their order. */
const usualSettings = ['TimeZone', 'server_encoding', 'lc_collate'];

/** A table with more values than this is no configuration. */
const mostRows = 1000;

/**
 * A first set of expectations, from a database that is healthy: keys, extensions, settings that matter, what is set for the
 * database itself. Settings of the application's own (with a dot) are left out: they may be secrets.
 * @throws UsageError where a column of `rows` is not there, cannot be read, or has more than 1,000 values; where the scope
 * names tables, and none is there
 */
export async function expectationsOf(
  session: Session,
  { columns, rows, scope }: WriteOptions,
): Promise<ExpectSettings> {
  const [tables = [], extensions = [], names = []] = await session.read(everyTableQuery, extensionsQuery, namesQuery);
  const every = relationsFrom(tables);
  const relations = within(scope, every);
  const asked = [...usualSettings, ...names.map(({ name }) => String(name))];
  const [settings = []] = await session.read(settingsQuery(asked));
  return {
    tables: relations.filter((relation) => primaryKeyOf(relation) === null).map(pathOf),
    columns: columns ? entries(relations.flatMap(typesOf)) : {},
    primaryKeys: entries(relations.flatMap((relation) => keyed(relation, primaryKeyOf(relation)))),
    unique: entries(relations.flatMap((relation) => keyed(relation, uniqueOf(relation)))),
    constraints: {},
    indexes: {},
    extensions: entries(extensions.map(({ name }) => [String(name), true as const])),
    rows: rows.length > 0 ? await readRows(session, every, rows) : [],
    settings: entries(settingsFrom(settings).flatMap(({ name, value }) => (value === null ? [] : [[name, value]]))),
  };
}

/** Every database has plpgsql. */
const extensionsQuery = `
SELECT extname AS name
FROM pg_extension
WHERE extname <> 'plpgsql'
ORDER BY extname`;

/** What is set for the database, whoever connects. */
const namesQuery = `
SELECT DISTINCT split_part(c, '=', 1) AS name
FROM pg_db_role_setting s
JOIN pg_database d ON d.oid = s.setdatabase AND d.datname = current_database()
CROSS JOIN unnest(s.setconfig) AS c
WHERE s.setrole = 0
  AND split_part(c, '=', 1) NOT LIKE '%.%'
  AND lower(split_part(c, '=', 1)) NOT IN ('timezone', 'lc_collate', 'server_encoding')
ORDER BY 1`;

function within(scope: Scope, every: Relation[]): Relation[] {
  const relations = every.filter(({ schema, name }) => isInScope(scope, 'table', [schema, name]));
  const limits = [...scope.schemas, ...scope.tables];
  if (relations.length > 0 || limits.length === 0) return relations;
  throw refused(
    `there is no table of ${limits.join(', ')}`,
    'tables are named schema.table, and * stands for any letters',
  );
}

function pathOf({ schema, name }: Relation): string {
  return `${schema}.${name}`;
}

function typesOf(relation: Relation): [string, string][] {
  return relation.columns.map(({ name, type }) => [`${pathOf(relation)}.${name}`, type]);
}

function primaryKeyOf({ keys }: Relation): string[] | null {
  return keys.find(({ primary }) => primary)?.columns ?? null;
}

function uniqueOf({ keys }: Relation): string[][] | null {
  const lists = keys.flatMap(({ primary, valid, partial, columns }) =>
    primary || partial || !valid || columns === null ? [] : [columns],
  );
  const distinct = new Map(lists.map((columns) => [JSON.stringify(columns.toSorted()), columns]));
  return distinct.size === 0 ? null : [...distinct.values()];
}

function keyed<Value>(relation: Relation, value: Value | null): [string, Value][] {
  return value === null ? [] : [[pathOf(relation), value]];
}

/** Whatever a name is: `__proto__` as well. */
function entries<Value>(pairs: (readonly [string, Value])[] | (string | Value)[][]): Record<string, Value> {
  return Object.fromEntries(pairs) as Record<string, Value>;
}

async function readRows(session: Session, relations: Relation[], asked: string[]): Promise<ExpectSettings['rows']> {
  const places = asked.map((path) => placeOf(path, relations));
  const statements = places.map(({ relation, column }) => ({
    sql: `
SELECT json_agg(v.value ORDER BY v.value)
FROM (
  SELECT DISTINCT t.${identifier(column)}::text AS value
  FROM ${identifier(relation.schema, relation.name)} t
  WHERE t.${identifier(column)} IS NOT NULL
  LIMIT ${mostRows + 1}
) v`,
    weight: 5,
  }));
  const answers = await session.each(statements);
  return places.flatMap(({ relation, column }, at) => {
    const answer = answers[at];
    if (answer === undefined || 'failure' in answer) {
      throw refused(`${asked[at]} cannot be read: ${answer?.failure.message}`, 'let the role read it, or leave it out');
    }
    const values = JSON.parse(answer.cells[0] ?? '[]') as string[];
    if (values.length > mostRows) throw refused(`${asked[at]} has more than ${mostRows} values`, 'leave it out');
    return values.length === 0 ? [] : [{ table: pathOf(relation), column, in: values }];
  });
}

function placeOf(path: string, relations: Relation[]): { relation: Relation; column: string } {
  for (const relation of relations) {
    const column = relation.columns.find(({ name }) => `${pathOf(relation)}.${name}` === path);
    if (column) return { relation, column: column.name };
  }
  throw refused(`there is no column ${path}`, 'rows are named by schema.table.column');
}

function refused(message: string, next: string): UsageError {
  return new UsageError('usage/arguments', message, next);
}

/** As a person would write it into the configuration: what is empty left out, an entry a line. */
export function expectationsText(expect: ExpectSettings): string {
  const parts = Object.entries(expect).flatMap(([name, part]) => {
    const lines = Array.isArray(part)
      ? part.map((each) => JSON.stringify(each))
      : Object.entries(part).map(([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    const [open, close] = Array.isArray(part) ? ['[', ']'] : ['{', '}'];
    return lines.length === 0 ? [] : [`  ${JSON.stringify(name)}: ${open}\n    ${lines.join(',\n    ')}\n  ${close}`];
  });
  return `{\n${parts.join(',\n')}\n}\n`;
}
