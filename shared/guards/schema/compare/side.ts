import { keyOf, type Scope, type Snapshot, type SnapshotObject, wholeOf } from '../../../model/snapshot.ts';
import { isInScope } from '../scope.ts';
import { comparable } from './majors.ts';

/** One of the two snapshots, as far as it is compared: its objects by their keys. */
export type Side = Map<string, SnapshotObject>;

/** What the other's scope holds as well, without what its server cannot have. */
export function sideOf(snapshot: Snapshot, other: Snapshot): Side {
  const servers: [number, number] = [snapshot.server, other.server];
  const limits = isLimited(other.scope) ? other.scope : null;
  const side: Side = new Map();
  const theirs = onlyOfHistories(snapshot, other);
  for (const each of snapshot.objects) {
    if (limits !== null && !isInScope(limits, each.kind, each.path)) continue;
    if (theirs.size > 0 && theirs.has(keyOf(wholeOf(each)))) continue;
    const object = comparable(each, servers);
    if (object !== null) side.set(keyOf(object), object);
  }
  return side;
}

/** The schemas that migration tools have for themselves, unless the other side has more in them. */
function onlyOfHistories({ objects }: Snapshot, other: Snapshot): Set<string> {
  const theirs = objects.filter(({ kind, is }) => kind === 'schema' && is.histories !== undefined).map(keyOf);
  const more = other.objects.filter(({ kind, is }) => kind === 'schema' && is.histories === undefined).map(keyOf);
  return new Set(theirs.filter((key) => !more.includes(key)));
}

function isLimited({ schemas, tables, kinds }: Scope): boolean {
  return schemas.length + tables.length + kinds.length > 0;
}
