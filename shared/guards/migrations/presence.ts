import { literal } from '../../session/sql.ts';
import { type ObjectKind, objectKinds } from './effects.ts';
import type { Standing } from './history.ts';
import { type Home, inSchemas } from './homes.ts';

/** An object to look for: its kind, and its path as `effects.ts` has it. */
export interface Wanted {
  kind: ObjectKind;
  path: string[];
  /** where a name without a schema belongs; without one it may be anywhere */
  home?: Home | null;
}

/**
 * Whether an object of this project and history is there. A text: only in that schema, where it does not belong. Null: nobody
 * asked.
 */
export type IsThere = (object: Wanted, standing?: Standing) => boolean | string | null;

/** An object as the key of a set. */
export function keyOf({ kind, path, home }: Wanted): string {
  return JSON.stringify(home ? [home.id, kind, ...path] : [kind, ...path]);
}

/**
 * Which of these objects are not where they belong: one row, one cell, each with its position and a schema in which it is
 * all the same. Names without a schema are looked for in all schemas but the system's and Supabase's own (its auth.users is
 * nobody's `users`). One query over the catalog, each object by an index of it.
 */
export function presenceQuery(wanted: Wanted[]): string {
  const homes = new Map(wanted.flatMap(({ home }) => (home ? [[home.id, home]] : [])));
  const objects = wanted.map(({ kind, path, home }, at) => {
    const names = path.map(asStored);
    const inside = ['column', 'constraint', 'trigger', 'policy'].includes(kind);
    const name = names.at(-1);
    const schema = names.at(inside ? -3 : -2) ?? null;
    return [at, kind, schema, inside ? names.at(-2) : null, name, home?.id ?? null];
  });
  return `
WITH wanted AS MATERIALIZED (
  SELECT
    (w.value ->> 0)::int AS at,
    w.value ->> 1 AS kind,
    w.value ->> 2 AS schema,
    (w.value ->> 3)::name AS relation,
    (w.value ->> 4)::name AS name,
    (w.value ->> 5)::int AS home
  FROM json_array_elements(${literal(JSON.stringify(objects))}::json) w
),
schemas AS MATERIALIZED (
  SELECT oid, nspname, pg_get_userbyid(nspowner) ~ '^supabase' AND nspname <> 'supabase_migrations' AS is_provided
  FROM pg_namespace
  WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'
),
homes AS MATERIALIZED (
  SELECT (h.value ->> 0)::int AS id, s.oid, s.nspname, false AS is_provided
  FROM json_array_elements(${literal(JSON.stringify([...homes.values()].map(({ id, schemas }) => [id, schemas])))}::json) h
  CROSS JOIN LATERAL json_array_elements_text(h.value -> 1) name
  JOIN schemas s ON s.nspname = name.value
)
SELECT coalesce(json_agg(json_build_array(at, ${byKind(objectKinds, (kind) => `(${where(kind, 'schemas')} LIMIT 1)`)}) ORDER BY at), '[]')::text
FROM wanted w
WHERE w.home IS NULL OR NOT ${byKind(inSchemas, (kind) => `EXISTS (${where(kind, 'homes')} AND s.id = w.home)`)}`;
}

function byKind(kinds: readonly ObjectKind[], expression: (kind: ObjectKind) => string): string {
  return `CASE w.kind\n${kinds.map((kind) => `  WHEN '${kind}' THEN ${expression(kind)}`).join('\n')}\nEND`;
}

/** What that query answered, as a question that can be asked of each object. `homeOf`: where names of a standing belong. */
export function presenceFrom(
  wanted: Wanted[],
  cell: string | null | undefined,
  homeOf: (object: Wanted, standing: Standing) => Home | null = () => null,
): IsThere {
  if (cell === undefined || cell === null) return () => null;
  const elsewhere = new Map(JSON.parse(cell) as [at: number, schema: string | null][]);
  const places = new Map(
    wanted.map((object, at) => {
      if (!elsewhere.has(at)) return [keyOf(object), true] as const;
      const schema = elsewhere.get(at) ?? null;
      return [keyOf(object), schema === null ? false : object.home ? schema : true] as const;
    }),
  );
  return (object, standing) => {
    const home = standing === undefined ? null : homeOf(object, standing);
    return places.get(keyOf({ ...object, home })) ?? null;
  };
}

/** A provider's own are found only by their whole names. */
const inSchema = '(s.nspname = w.schema OR w.schema IS NULL AND NOT s.is_provided)';

/** The schemas in which an object of that kind is. */
function where(kind: ObjectKind, schemas: 'schemas' | 'homes'): string {
  const relation = (kinds: string) =>
    `SELECT s.nspname FROM pg_class c JOIN ${schemas} s ON s.oid = c.relnamespace AND ${inSchema} WHERE c.relname = w.name AND c.relkind IN (${kinds})`;
  const ofRelation = (catalog: string, condition: string) =>
    `SELECT s.nspname FROM pg_class c JOIN ${schemas} s ON s.oid = c.relnamespace AND ${inSchema} JOIN ${catalog} o ON ${condition} WHERE c.relname = w.relation`;
  const inOwnSchema = (catalog: string, prefix: string) =>
    `SELECT s.nspname FROM ${catalog} o JOIN ${schemas} s ON s.oid = o.${prefix}namespace AND ${inSchema} WHERE o.${prefix}name = w.name`;
  const existence: Record<ObjectKind, string> = {
    schema: 'SELECT o.nspname FROM pg_namespace o WHERE o.nspname = w.name',
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
    extension: 'SELECT o.extname FROM pg_extension o WHERE o.extname = w.name',
  };
  return existence[kind];
}

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
