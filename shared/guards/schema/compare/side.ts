import { keyOf, type Scope, type Snapshot, type SnapshotObject } from '../../../model/snapshot.ts';
import { isInScope } from '../scope.ts';
import { comparable } from './majors.ts';

/** One of the two snapshots, as far as it is compared: its objects by their keys. */
export type Side = Map<string, SnapshotObject>;

/** What the other's scope holds as well, without what its server cannot have. */
export function sideOf(snapshot: Snapshot, other: Snapshot): Side {
  const servers: [number, number] = [snapshot.server, other.server];
  const limits = isLimited(other.scope) ? other.scope : null;
  const side: Side = new Map();
  for (const each of snapshot.objects) {
    if (limits !== null && !isInScope(limits, each.kind, each.path)) continue;
    const object = comparable(each, servers);
    if (object !== null) side.set(keyOf(object), object);
  }
  return side;
}

function isLimited({ schemas, tables, kinds }: Scope): boolean {
  return schemas.length + tables.length + kinds.length > 0;
}
