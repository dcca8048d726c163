import type { ExpectSettings } from '../../../model/settings.ts';
import { identifier } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import type { Relation } from './catalog.ts';
import type { Find } from './keys.ts';
import { isType, type NormalType } from './types.ts';

const kinds: Record<string, string> = { v: 'a view', m: 'a materialized view' };

/** Tables that are not there. What is expected of one is not told besides: first it has to be there. */
export function unmetTables(expect: ExpectSettings, find: Find): Expected[] {
  const base = { code: 'schema/expected-table', sql: [] };
  const views = expect.tables.flatMap((object) => {
    const kind = kinds[find(object)?.kind ?? ''];
    return kind === undefined ? [] : [{ ...base, object, wanted: 'a table', found: kind }];
  });
  const missing = tablesOf(expect).filter(({ paths }) => paths.every((path) => find(path) === undefined));
  const objects = [...new Set(missing.map(({ paths }) => paths[0] ?? ''))];
  return [...views, ...objects.map((object) => ({ ...base, object, wanted: 'a table', found: null }))];
}

/** Every table that something is expected of; where names hold dots, all that it may be. */
export function tablesOf({ tables, columns, primaryKeys, unique, rows }: ExpectSettings): { paths: string[] }[] {
  const whole = [...tables, ...Object.keys(primaryKeys), ...Object.keys(unique), ...rows.map(({ table }) => table)];
  return [...whole.map((path) => ({ paths: [path] })), ...Object.keys(columns).map((path) => ({ paths: above(path) }))];
}

/** `public.orders` of `public.orders.note`; names may hold dots, so there may be several: the likeliest first. */
function above(path: string): string[] {
  const parts = path.split('.');
  return parts
    .slice(2)
    .map((_, index) => parts.slice(0, index + 2).join('.'))
    .reverse();
}

/** The columns that are not there, or have another type. `types`: how the server writes those that are wanted. */
export function unmetColumns(
  { columns }: ExpectSettings,
  find: Find,
  { types }: { types: Map<string, NormalType> },
): Expected[] {
  return Object.entries(columns).flatMap(([object, wanted]): Expected[] => {
    const places = above(object).flatMap((path) => {
      const relation = find(path);
      return relation ? [{ relation, name: object.slice(path.length + 1) }] : [];
    });
    const [first] = places;
    if (first === undefined) return [];
    const normal = wanted === true ? undefined : types.get(wanted);
    const type = places
      .map(({ relation, name }) => relation.columns.find((column) => column.name === name)?.type)
      .find((known) => known !== undefined);
    const base = { code: 'schema/expected-column', object, wanted: wanted === true ? 'a column' : wanted };
    if (type === undefined) return [{ ...base, found: null, sql: addition(first, normal) }];
    if (wanted === true || isType(type, wanted, normal)) return [];
    if (normal && 'unknown' in normal) return [{ ...base, found: type, unread: normal.unknown, sql: [] }];
    return [{ ...base, found: type, sql: [] }];
  });
}

function addition({ relation, name }: { relation: Relation; name: string }, normal: NormalType | undefined): string[] {
  if (normal === undefined || 'unknown' in normal || !['r', 'p', 'f'].includes(relation.kind)) return [];
  const table = identifier(relation.schema, relation.name);
  return [`ALTER TABLE ${table} ADD COLUMN ${identifier(name)} ${normal.type};`];
}
