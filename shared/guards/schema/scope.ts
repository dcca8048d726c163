import { type ObjectKind, objectKindSchema, type Scope } from '../../model/snapshot.ts';

/**
 * Whether a snapshot that is limited to the scope holds an object. Each list that is not empty limits it: `kinds` by the
 * object's own kind; `schemas` to what lies in one of them (an extension lies in none); `tables` to tables, views and
 * materialized views of that `schema.name`, and what hangs on them.
 */
export function isInScope(scope: Scope, kind: ObjectKind, path: string[]): boolean {
  if (scope.kinds.length > 0 && !scope.kinds.includes(kind)) return false;
  return (scope.schemas.length === 0 && scope.tables.length === 0) || isWithin(scope, kind, path);
}

const withoutTable: ReadonlySet<ObjectKind> = new Set([
  'schema',
  'enum',
  'domain',
  'type',
  'sequence',
  'function',
] satisfies ObjectKind[]);

function isWithin({ schemas, tables }: Scope, kind: ObjectKind, path: string[]): boolean {
  if (kind === 'extension') return false;
  if (kind === 'grant' || kind === 'comment') {
    return isWithin({ schemas, tables, kinds: [] }, objectKindSchema.parse(path[0]), path.slice(1));
  }
  const [schema = '', name = ''] = path;
  if (schemas.length > 0 && !schemas.some((pattern) => isLike(pattern, schema))) return false;
  if (tables.length === 0) return true;
  return !withoutTable.has(kind) && tables.some((pattern) => isLike(pattern, `${schema}.${name}`));
}

/** Whether a name is like a pattern in which `*` stands for any letters, or none. */
export function isLike(pattern: string, name: string): boolean {
  const [start = '', ...others] = pattern.split('*');
  const end = others.pop();
  if (end === undefined) return name === pattern;
  if (!name.startsWith(start)) return false;
  let at = start.length;
  for (const part of others) {
    const found = name.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return name.length - end.length >= at && name.endsWith(end);
}
