import type { ObjectKind, SnapshotObject } from '../../../model/snapshot.ts';
import { keyOf } from '../../../model/snapshot.ts';
import type { Difference } from '../difference.ts';
import { definitionOf, type Readings } from './properties.ts';
import type { Side } from './side.ts';

/** A schema has nothing but its name; an extension is its name; grants and comments have none. */
const nameless: ReadonlySet<ObjectKind> = new Set(['schema', 'extension', 'grant', 'comment'] satisfies ObjectKind[]);
const onTables: ReadonlySet<ObjectKind> = new Set([
  'column',
  'constraint',
  'index',
  'trigger',
  'policy',
] satisfies ObjectKind[]);

/** Names, on both differences, what is missing and too many with the same definition, where only one object can be meant. */
export function nameRenames(differences: Difference[], [from, to]: [Side, Side], readings: Readings): void {
  const named = differences.filter(({ kind }) => !nameless.has(kind));
  const removed = named.filter(({ change }) => change === 'removed');
  const added = named.filter(({ change }) => change === 'added');
  if (removed.length === 0 || added.length === 0) return;
  const ours = bySignature(removed, { side: from, reading: readings.from, owners: readings.owners });
  const theirs = bySignature(added, { side: to, reading: readings.to, owners: readings.owners });
  for (const [signature, [one, ...more]] of ours) {
    const [other, ...others] = theirs.get(signature) ?? [];
    if (!one || !other || more.length + others.length > 0) continue;
    one.renamed = other.path;
    other.renamed = one.path;
  }
}

interface Whence {
  side: Side;
  reading: Readings['from'];
  owners: boolean;
}

function bySignature(differences: Difference[], whence: Whence): Map<string, Difference[]> {
  const tables = new Set(differences.flatMap(({ kind, path }) => (kind === 'table' ? [keyOf({ kind, path })] : [])));
  const parts = partsOf(tables, whence);
  return Map.groupBy(differences, ({ kind, path, from, to }) => {
    const object = from ?? to;
    if (object === null) return '';
    const within = onTables.has(kind) ? path.slice(0, 2) : [];
    const own = kind === 'table' ? (parts.get(keyOf(object)) ?? [keyOf(object)]).sort() : [];
    return JSON.stringify([kind, within, definitionOf(object, whence), own]);
  });
}

/** The columns and constraints of tables, each as what it is. */
function partsOf(tables: Set<string>, whence: Whence): Map<string, string[]> {
  const parts = new Map<string, string[]>();
  if (tables.size === 0) return parts;
  for (const object of whence.side.values()) {
    if (object.kind !== 'column' && object.kind !== 'constraint') continue;
    const table = keyOf({ kind: 'table', path: object.path.slice(0, 2) });
    if (!tables.has(table)) continue;
    parts.set(table, [...(parts.get(table) ?? []), partOf(object, whence)]);
  }
  return parts;
}

/** A constraint that is named after its table has another name with it. */
function partOf(object: SnapshotObject, whence: Whence): string {
  const name = object.kind === 'column' ? object.path.at(-1) : '';
  return JSON.stringify([object.kind, name, definitionOf(object, whence)]);
}
