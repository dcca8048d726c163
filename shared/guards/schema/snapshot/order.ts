import { objectKindSchema, type SnapshotObject } from '../../../model/snapshot.ts';

const places = new Map(objectKindSchema.options.map((kind, index) => [kind, index]));

/** Objects by kind, as they are made, then by path: whatever the server's collation is. */
export function inOrder(one: SnapshotObject, other: SnapshotObject): number {
  const byKind = (places.get(one.kind) ?? 0) - (places.get(other.kind) ?? 0);
  return byKind || byPath(one.path, other.path);
}

function byPath(one: string[], other: string[]): number {
  for (const [index, name] of one.entries()) {
    const its = other[index];
    if (its === undefined) return 1;
    if (name !== its) return name < its ? -1 : 1;
  }
  return one.length - other.length;
}
