import { keyOf, type ObjectKind, objectKindSchema, type SnapshotObject, wholeOf } from '../../../model/snapshot.ts';
import type { Side } from './side.ts';

/**
 * The objects that the other side has not. What belongs to one of them (the columns of a table, the grants on a view, the
 * comment on a column) is left out: it comes and goes with that.
 */
export function onlyIn(side: Side, other: Side): SnapshotObject[] {
  const only: SnapshotObject[] = [];
  for (const [key, object] of side) {
    if (other.has(key)) continue;
    const wholes = wholesOf(object).map(keyOf);
    if (!wholes.some((whole) => whole !== key && side.has(whole) && !other.has(whole))) only.push(object);
  }
  return only;
}

export type Named = Pick<SnapshotObject, 'kind' | 'path'>;

/** A trigger can be a view's, an index a materialized view's, a comment that of a composite type's attribute. */
export const kindsOfTable: ObjectKind[] = ['table', 'view', 'materialized view', 'type'];

function wholesOf(object: Named): Named[] {
  const whole = wholeOf(object);
  const wholes = whole.kind === 'table' ? kindsOfTable.map((kind) => ({ kind, path: whole.path })) : [whole];
  return object.kind === 'grant' || object.kind === 'comment' ? [...wholes, subjectOf(object)] : wholes;
}

/** What a role is granted something on, what a comment is on. */
export function subjectOf({ kind, path: [on, ...path] }: Named): Named {
  return { kind: objectKindSchema.parse(on), path: kind === 'grant' ? path.slice(0, -1) : path };
}
