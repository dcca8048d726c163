import { keyOf, type Scope, type Snapshot, type SnapshotObject, wholeOf } from '../../model/snapshot.ts';
import { isInScope } from './scope.ts';

type Named = Pick<SnapshotObject, 'kind' | 'path'>;

/** What two snapshots can be compared in. */
export interface InCommon {
  /** wholes of the target that lie in all scopes */
  examined: number;
  /** why nothing is known of a part that was asked for, in words; null where there is no such part */
  gap: string | null;
}

/** What lies in the scopes of both sides and in the one that is asked for. No difference in nothing is no equality. */
export function inCommon({ from, to }: { from: Snapshot; to: Snapshot }, asked: Scope): InCommon {
  const scopes = [from.scope, to.scope, asked].filter(isLimited);
  const isWithin = ({ kind, path }: Named) => scopes.every((scope) => isInScope(scope, kind, path));
  const own = scopes.length === 0 ? to.objects : to.objects.filter(isWithin);
  const examined = new Set(own.map((object) => keyOf(wholeOf(object)))).size;
  if (scopes.length === 0) return { examined, gap: null };
  const isAsked = ({ kind, path }: Named) => isInScope(asked, kind, path);
  const nowhere = nothingOf(asked, [...from.objects, ...to.objects].filter(isAsked));
  if (nowhere !== null) return { examined, gap: neitherHas(nowhere) };
  const common = [...own, ...from.objects.filter(isWithin)];
  if (common.length > 0) {
    const left = nothingOf(asked, common);
    return { examined, gap: left === null ? null : `one of them was limited, and holds nothing of ${left}` };
  }
  const words = [...new Set(scopes.map(scopeInWords))];
  return { examined, gap: `what they are limited to has nothing in common: ${words.join('; ')}` };
}

/** What to do about a scope that names nothing. */
export const widen = 'correct --schema, --table or --kind, or schema.schemas, .tables or .kinds of the configuration';

export function neitherHas(part: string): string {
  return `neither has anything of ${part}`;
}

/**
 * The first part of a scope that none of the objects lies in: `schema pubic`. Every schema and table has to have some; kinds
 * together, as many a database has no policy. The objects are those of that scope, or the wholes that hold them.
 */
export function nothingOf({ schemas, tables, kinds }: Scope, objects: Named[]): string | null {
  const has = (part: Partial<Scope>) =>
    objects.some(({ kind, path }) => isInScope({ schemas: [], tables: [], kinds: [], ...part }, kind, path));
  const table = tables.find((each) => !has({ tables: [each] }));
  const schema = schemas.find((each) => !has({ schemas: [each] }));
  if (schema !== undefined) return `schema ${schema}`;
  if (table !== undefined) return `table ${table}`;
  return kinds.length > 0 && objects.length === 0 ? `kind ${kinds.join(', ')}` : null;
}

function isLimited({ schemas, tables, kinds }: Scope): boolean {
  return schemas.length + tables.length + kinds.length > 0;
}

function scopeInWords({ schemas, tables, kinds }: Scope): string {
  const parts = { schema: schemas, table: tables, kind: kinds };
  return Object.entries(parts)
    .filter(([, names]) => names.length > 0)
    .map(([what, names]) => `${what} ${names.join(', ')}`)
    .join(', ');
}
