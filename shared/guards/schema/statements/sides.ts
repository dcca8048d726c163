import {
  keyOf,
  type ObjectKind,
  type Property,
  type Snapshot,
  type SnapshotObject,
  wholeOf,
} from '../../../model/snapshot.ts';
import { comparable } from '../compare/majors.ts';
import type { Difference } from '../difference.ts';
import { namesIn, pathOf } from './mentions.ts';

type Named = Pick<SnapshotObject, 'kind' | 'path'>;

/** One snapshot, in the ways in which the objects that differ are asked for, and those that belong with them. */
export interface Side {
  server: number;
  object(kind: ObjectKind, path: string[]): SnapshotObject | undefined;
  /** the views and materialized views that read this table or view */
  readers(path: string[]): SnapshotObject[];
  /** what a type is that is no table's, whether it differs or not; undefined where the snapshot does not have it */
  typeKind(path: string[]): ObjectKind | undefined;
  /** whether a table has a DEFAULT partition; null where the snapshot leaves tables out */
  hasDefault(table: string[]): boolean | null;
  /** what belongs to a table, view, type, ...: columns, triggers, grants; to a part of one: grants and comments */
  parts(whole: SnapshotObject): SnapshotObject[];
}

/** Both snapshots, and what they differ in. `from` is what should be. */
export interface Sides {
  from: Side;
  to: Side;
  /** whether it counts who owns an object */
  owners: boolean;
  difference(object: Named): Difference | undefined;
  /** what differs of a table, or of what belongs to it */
  differencesOf(table: string[]): Difference[];
}

export function sidesOf(
  differences: Difference[],
  { from, to, owners = false }: { from: Snapshot; to: Snapshot; owners?: boolean },
): Sides {
  const byKey = new Map(differences.map((difference) => [keyOf(difference), difference]));
  const byWhole = Map.groupBy(differences, (difference) => wholeOf(difference).path.join('\0'));
  const about: About = {
    wholes: new Set(byWhole.keys()),
    servers: [from.server, to.server],
  };
  return {
    from: sideOf(from, about),
    to: sideOf(to, about),
    owners,
    difference: (object) => byKey.get(keyOf(object)),
    differencesOf: (table) => byWhole.get(table.join('\0')) ?? [],
  };
}

/** Of a hundred thousand objects, the few that are asked for. */
interface About {
  /** paths of what differs, or has parts that do */
  wholes: Set<string>;
  servers: [number, number];
}

function sideOf({ objects, server, scope }: Snapshot, { wholes, servers }: About): Side {
  const byKey = new Map<string, SnapshotObject>();
  const parts = new Map<string, SnapshotObject[]>([...wholes].map((path) => [path, []]));
  for (const each of objects) {
    const among = parts.get(wholeOf(each).path.join('\0'));
    const object = among === undefined ? null : comparable(each, servers);
    if (object === null) continue;
    among?.push(object);
    byKey.set(keyOf(object), object);
  }
  let readers: Map<string, SnapshotObject[]> | undefined;
  let withDefault: Set<string> | undefined;
  let types: Map<string, ObjectKind> | undefined;
  const isLimited = scope.schemas.length + scope.tables.length > 0;
  return {
    server,
    object: (kind, path) => byKey.get(keyOf({ kind, path })),
    readers(path) {
      readers ??= readersAmong(objects);
      return readers.get(path.join('\0')) ?? [];
    },
    typeKind(path) {
      types ??= new Map(objects.filter(isType).map(({ kind, path }) => [path.join('\0'), kind]));
      return types.get(path.join('\0'));
    },
    hasDefault(path) {
      withDefault ??= new Set(
        objects.filter(({ is }) => is.bound === 'DEFAULT').flatMap(({ is }) => keysOf(is['partition of'])),
      );
      return withDefault.has(path.join('\0')) || (isLimited ? null : false);
    },
    parts: (whole) => {
      const { path } = wholeOf(whole);
      return (parts.get(path.join('\0')) ?? []).filter((part) => isPart(part, whole));
    },
  };
}

function readersAmong(objects: SnapshotObject[]): Map<string, SnapshotObject[]> {
  const readers = new Map<string, SnapshotObject[]>();
  for (const view of objects) {
    if (view.kind !== 'view' && view.kind !== 'materialized view') continue;
    const own = view.path.join('\0');
    const names = new Set(namesIn(String(view.is.definition)).map((path) => path.slice(0, 2).join('\0')));
    for (const name of names) {
      if (name === own) continue;
      const known = readers.get(name);
      if (known === undefined) readers.set(name, [view]);
      else known.push(view);
    }
  }
  return readers;
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

function isType({ kind }: SnapshotObject): boolean {
  return kind === 'enum' || kind === 'domain' || kind === 'type';
}

function keysOf(tables: Property | undefined): string[] {
  return [tables ?? []].flat().map((name) => pathOf(name).join('\0'));
}

/** The tables that a table is a partition of, or inherits from. */
export function parentsOf({ is }: SnapshotObject): string[][] {
  return [is['partition of'] ?? [], is.inherits ?? []].flat().map(pathOf);
}
