import { keyOf, type ObjectKind, type Snapshot, type SnapshotObject, wholeOf } from '../../../model/snapshot.ts';
import { comparable } from '../compare/majors.ts';
import type { Difference } from '../difference.ts';
import { pathOf } from './mentions.ts';

type Named = Pick<SnapshotObject, 'kind' | 'path'>;

/** One snapshot, in the ways in which its objects are asked for. */
export interface Side {
  server: number;
  object(kind: ObjectKind, path: string[]): SnapshotObject | undefined;
  /** all of one kind */
  all(kind: ObjectKind): SnapshotObject[];
  /** what belongs to a table, view, type, ...: columns, triggers, grants; to a part of one: grants and comments */
  parts(whole: SnapshotObject): SnapshotObject[];
  /** the tables that are partitions of this one, or inherit from it */
  children(path: string[]): SnapshotObject[];
}

/** Both snapshots, and what they differ in. `from` is what should be. */
export interface Sides {
  from: Side;
  to: Side;
  /** whether it counts who owns an object */
  owners: boolean;
  difference(object: Named): Difference | undefined;
}

export function sidesOf(
  differences: Difference[],
  { from, to, owners = false }: { from: Snapshot; to: Snapshot; owners?: boolean },
): Sides {
  const byKey = new Map(differences.map((difference) => [keyOf(difference), difference]));
  const servers: [number, number] = [from.server, to.server];
  return {
    from: sideOf(from, servers),
    to: sideOf(to, servers),
    owners,
    difference: (object) => byKey.get(keyOf(object)),
  };
}

function sideOf({ objects: all, server }: Snapshot, servers: [number, number]): Side {
  const objects = all.flatMap((object) => comparable(object, servers) ?? []);
  const byKey = new Map(objects.map((object) => [keyOf(object), object]));
  const parts = Map.groupBy(objects, (object) => wholeOf(object).path.join('\0'));
  const kinds = Map.groupBy(objects, ({ kind }) => kind);
  const children = new Map<string, SnapshotObject[]>();
  for (const table of kinds.get('table') ?? []) {
    for (const parent of parentsOf(table)) {
      const key = parent.join('\0');
      const known = children.get(key);
      if (known === undefined) children.set(key, [table]);
      else known.push(table);
    }
  }
  return {
    server,
    object: (kind, path) => byKey.get(keyOf({ kind, path })),
    all: (kind) => kinds.get(kind) ?? [],
    parts: (whole) => {
      const { path } = wholeOf(whole);
      return (parts.get(path.join('\0')) ?? []).filter((part) => isPart(part, whole));
    },
    children: (path) => children.get(path.join('\0')) ?? [],
  };
}

/** A view has triggers and indexes too, whose whole is called a table. */
function isPart(part: SnapshotObject, whole: SnapshotObject): boolean {
  if (wholeOf(whole).kind !== whole.kind) return subjectOf(part) === keyOf(whole);
  const { kind } = wholeOf(part);
  const same = kind === whole.kind || (kind === 'table' && ['view', 'materialized view'].includes(whole.kind));
  return same && part.kind !== whole.kind;
}

/** The key of what a comment or a grant is on. */
function subjectOf({ kind, path: [on, ...path] }: SnapshotObject): string | null {
  if (kind !== 'grant' && kind !== 'comment') return null;
  return [on, ...(kind === 'grant' ? path.slice(0, -1) : path)].join('\0');
}

/** The tables that a table is a partition of, or inherits from. */
export function parentsOf({ is }: SnapshotObject): string[][] {
  return [is['partition of'] ?? [], is.inherits ?? []].flat().map(pathOf);
}

/**
 * Whether what differs here goes with the same difference of a table above: PostgreSQL hands it down.
 * A part of a partition or child that has the mark `inherited` does not exist apart from its parent's.
 */
export function handedDown(difference: Difference, sides: Sides): boolean {
  const object = difference.from ?? difference.to;
  const table = object === null ? undefined : sides.from.object('table', object.path.slice(0, 2));
  if (object?.is.inherited !== 'yes' || table === undefined) return false;
  return parentsOf(table).some((parent) => {
    const above = sides.difference({ kind: object.kind, path: [...parent, ...object.path.slice(2)] });
    const same = (name: string) => above?.properties.some((other) => other.name === name);
    return above?.change === difference.change && difference.properties.every(({ name }) => same(name));
  });
}
