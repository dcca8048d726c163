import type { ObjectKind, SnapshotObject } from '../../../model/snapshot.ts';
import { isGeneratedName } from './generated-names.ts';
import { definitionOf, isWrittenAlike } from './properties.ts';
import type { Side } from './side.ts';

/** By the key of an object in `from`: its key in `to`, where both have names that PostgreSQL made. */
export type Pairs = Map<string, string>;

/** By the key of an object: what it has to share with another to be the same. */
type Groups = Map<string, string>;

/**
 * Constraints, indexes and owned sequences that are the same but for a generated name: `orders_check1` of one database can be
 * `orders_check` of the other, made in another order. Those of the same name are paired first.
 */
export function pairsOf(from: Side, to: Side): Pairs {
  const ours = groupsOf(from, to);
  const theirs = groupsOf(to, from);
  const pairs: Pairs = new Map();
  for (const [key, group] of ours) if (theirs.get(key) === group) pairs.set(key, key);
  const free = Map.groupBy(
    [...theirs.keys()].filter((key) => !pairs.has(key)).reverse(),
    (key) => theirs.get(key) ?? '',
  );
  for (const [key, group] of ours) {
    const other = pairs.has(key) ? undefined : free.get(group)?.pop();
    if (other !== undefined) pairs.set(key, other);
  }
  return pairs;
}

const reading = { bothViewForms: false, other: (path: string[]) => path };

const named: ReadonlySet<ObjectKind> = new Set(['constraint', 'index', 'sequence'] satisfies ObjectKind[]);

/** Of the objects with generated names that the other side has not, or has with another definition. */
function groupsOf(side: Side, other: Side): Groups {
  const groups: Groups = new Map();
  for (const [key, object] of side) {
    if (!named.has(object.kind)) continue;
    const same = other.get(key);
    if ((same && isWrittenAlike(object, same)) || !isGeneratedName(object)) continue;
    groups.set(key, groupOf(object));
  }
  return groups;
}

/** The parent of a partition's index has a generated name itself. */
function groupOf(object: SnapshotObject): string {
  const { parent: _, ...is } = object.is;
  const definition = definitionOf({ ...object, is }, { reading, owners: false });
  return [object.kind, ...object.path.slice(0, -1), definition].join('\0');
}
