import { literal } from '../../session/sql.ts';
import type { ObjectKind } from './effects.ts';

/** An object to look for: its kind, and its path as `effects.ts` has it. */
export interface Wanted {
  kind: ObjectKind;
  path: string[];
}

/** Whether an object is there; null where nobody asked. */
export type IsThere = (object: Wanted) => boolean | null;

/** An object as the key of a set. */
export function keyOf({ kind, path }: Wanted): string {
  return JSON.stringify([kind, ...path]);
}

/**
 * Which of these objects are missing: one row, one cell, their positions. Names without a schema are looked for in all but
 * the system's. One query over the catalog, each object by an index of it.
 */
export function presenceQuery(wanted: Wanted[]): string {
  const objects = wanted.map(({ kind, path }, at) => {
    const names = path.map(asStored);
    const inside = ['column', 'constraint', 'trigger', 'policy'].includes(kind);
    const name = names.at(-1);
    return inside ? [at, kind, names.at(-3) ?? null, names.at(-2), name] : [at, kind, names.at(-2) ?? null, null, name];
  });
  return `
WITH wanted AS MATERIALIZED (
  SELECT
    (w.value ->> 0)::int AS at,
    w.value ->> 1 AS kind,
    w.value ->> 2 AS schema,
    (w.value ->> 3)::name AS relation,
    (w.value ->> 4)::name AS name
  FROM json_array_elements(${literal(JSON.stringify(objects))}::json) w
),
schemas AS MATERIALIZED (
  SELECT oid, nspname FROM pg_namespace WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
)
SELECT coalesce(json_agg(w.at ORDER BY w.at), '[]')::text
FROM wanted w
WHERE NOT CASE w.kind
${Object.entries(existence)
  .map(([kind, condition]) => `  WHEN '${kind}' THEN EXISTS (${condition})`)
  .join('\n')}
  ELSE true
END`;
}

/** What that query answered, as a question that can be asked of each object. */
export function presenceFrom(wanted: Wanted[], cell: string | null | undefined): IsThere {
  if (cell === undefined || cell === null) return () => null;
  const missing = new Set(JSON.parse(cell) as number[]);
  const there = new Map(wanted.map((object, at) => [keyOf(object), !missing.has(at)]));
  return (object) => there.get(keyOf(object)) ?? null;
}

const inSchema = 's.oid = c.relnamespace AND (w.schema IS NULL OR s.nspname = w.schema)';
const relation = (kinds: string) =>
  `SELECT FROM pg_class c JOIN schemas s ON ${inSchema} WHERE c.relname = w.name AND c.relkind IN (${kinds})`;
const ofRelation = (catalog: string, condition: string) =>
  `SELECT FROM pg_class c JOIN schemas s ON ${inSchema} JOIN ${catalog} o ON ${condition} WHERE c.relname = w.relation`;
const inOwnSchema = (catalog: string, prefix: string) =>
  `SELECT FROM ${catalog} o JOIN schemas s ON s.oid = o.${prefix}namespace AND (w.schema IS NULL OR s.nspname = w.schema) WHERE o.${prefix}name = w.name`;

const existence: Record<ObjectKind, string> = {
  schema: 'SELECT FROM pg_namespace o WHERE o.nspname = w.name',
  // A table may have become a partitioned, foreign or materialized one, or a view that stands in for it.
  table: relation("'r', 'p', 'f', 'v', 'm'"),
  view: relation("'v', 'm', 'r', 'p'"),
  'materialized-view': relation("'m', 'v', 'r', 'p'"),
  sequence: relation("'S'"),
  index: relation("'i', 'I'"),
  column: ofRelation('pg_attribute', 'o.attrelid = c.oid AND o.attname = w.name AND NOT o.attisdropped'),
  constraint: ofRelation('pg_constraint', 'o.conrelid = c.oid AND o.conname = w.name'),
  trigger: ofRelation('pg_trigger', 'o.tgrelid = c.oid AND o.tgname = w.name'),
  policy: ofRelation('pg_policy', 'o.polrelid = c.oid AND o.polname = w.name'),
  type: inOwnSchema('pg_type', 'typ'),
  function: inOwnSchema('pg_proc', 'pro'),
  extension: 'SELECT FROM pg_extension o WHERE o.extname = w.name',
};

const longestName = 63;

/** PostgreSQL cuts names to 63 bytes, at the end of a letter. */
function asStored(name: string): string {
  if (name.length * 3 <= longestName) return name;
  const bytes = new TextEncoder().encode(name);
  if (bytes.length <= longestName) return name;
  // A byte that goes on with a letter begins with the bits 10.
  let end = longestName;
  while (((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
  return new TextDecoder().decode(bytes.subarray(0, end));
}
