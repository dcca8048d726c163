import * as z from 'zod';

/** The kinds of objects that a snapshot holds, in the order in which they are made. */
export const objectKindSchema = z.enum([
  'schema',
  'extension',
  'enum',
  'domain',
  'type',
  'sequence',
  'table',
  'column',
  'constraint',
  'index',
  'function',
  'view',
  'materialized view',
  'trigger',
  'policy',
  'grant',
  'comment',
]);
export type ObjectKind = z.infer<typeof objectKindSchema>;

const name = z.string().max(10_000);

/** What a property of an object is: a text, or a list whose order counts. */
export const propertySchema = z.union([z.string(), z.array(z.string())]);
export type Property = z.infer<typeof propertySchema>;

/**
 * One object of a schema, in normal form. `path`: its names, unquoted, outermost first:
 *
 * - `[schema]`, `[extension]`
 * - `[schema, name]` of enums, domains, types, sequences, tables and views
 * - `[schema, "name(integer, text)"]` of functions, procedures and aggregates, with the types of the arguments that tell them apart
 * - `[schema, table, name]` of columns, constraints, indexes, triggers and policies
 * - `[kind, ...path, role]` of what a role is granted on that object (a column: its path), `PUBLIC` for everybody:
 *   see `roleName`
 * - `[kind, ...path]` of a comment on that object
 *
 * `is`: its properties, by name; one that is as PostgreSQL makes it unasked is left out. What they are called is in
 * `docs/schema.md`. `position`: of a column in its table, from 1, without gaps; no property, as it is no difference.
 */
export const snapshotObjectSchema = z
  .strictObject({
    kind: objectKindSchema,
    path: z.array(name).min(1).max(6),
    is: z.record(z.string().max(100), propertySchema),
    position: z.number().int().positive().optional(),
  })
  .refine(isOnSomething, { path: ['path'], error: 'names no object that there could be a grant or a comment on' });
export type SnapshotObject = z.infer<typeof snapshotObjectSchema>;

function isOnSomething({ kind, path: [on, ...path] }: { kind: ObjectKind; path: string[] }): boolean {
  if (kind !== 'grant' && kind !== 'comment') return true;
  const isKind = objectKindSchema.safeParse(on).success && on !== 'grant' && on !== 'comment';
  return isKind && path.length > (kind === 'grant' ? 1 : 0);
}

/** What a snapshot was limited to; empty: everything. Names may hold `*`. */
export const scopeSchema = z.strictObject({
  schemas: z.array(z.string()),
  /** `schema.table` */
  tables: z.array(z.string()),
  kinds: z.array(objectKindSchema),
});
export type Scope = z.infer<typeof scopeSchema>;

/**
 * The canonical description of a database's schema. `snapshot` is the version of this shape. `server`: the major version
 * that it was read from. `unseen`: what could not be read, in words. The same schema gives the same bytes, whatever the
 * order in which it was made.
 */
export const snapshotSchema = z.strictObject({
  snapshot: z.literal(2),
  server: z.number().int().positive(),
  scope: scopeSchema,
  unseen: z.array(z.string()),
  objects: z.array(snapshotObjectSchema),
});
export type Snapshot = z.infer<typeof snapshotSchema>;

/** What tells an object from all others of a snapshot. */
export function keyOf({ kind, path }: Pick<SnapshotObject, 'kind' | 'path'>): string {
  return [kind, ...path].join('\0');
}

/**
 * The role that a grant or a policy names; null for everybody. `PUBLIC` is everybody: a role that is called so is written
 * in double quotes, and so is one whose name begins with such a quote.
 */
export function roleName(written: string): string | null {
  if (written === 'PUBLIC') return null;
  return written.startsWith('"') ? written.slice(1, -1).replaceAll('""', '"') : written;
}

/** The kinds that hang on a table, and have it as the second name of their path. */
const parts: ReadonlySet<ObjectKind> = new Set(['column', 'constraint', 'index', 'trigger', 'policy']);

/** The object that this one is a part of and goes with: the table of a column, the view of a grant; itself where it is none. */
export function wholeOf({ kind, path }: Pick<SnapshotObject, 'kind' | 'path'>): { kind: ObjectKind; path: string[] } {
  if (kind === 'grant' || kind === 'comment') {
    const [on, ...rest] = path;
    return wholeOf({ kind: objectKindSchema.parse(on), path: kind === 'grant' ? rest.slice(0, -1) : rest });
  }
  return parts.has(kind) ? { kind: 'table', path: path.slice(0, 2) } : { kind, path };
}

/** As reports write it: `public.orders.note`, unquoted. */
export function shownPath({ kind, path }: Pick<SnapshotObject, 'kind' | 'path'>): string {
  if (kind === 'grant') return `${path.slice(1, -1).join('.')} to ${path.at(-1)}`;
  return (kind === 'comment' ? path.slice(1) : path).join('.');
}
