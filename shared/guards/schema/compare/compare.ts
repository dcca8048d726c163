import { objectKindSchema, type Snapshot, type SnapshotObject } from '../../../model/snapshot.ts';
import type { Difference } from '../difference.ts';
import { movedColumns } from './column-order.ts';
import { namedAs } from './named-as.ts';
import { isOwnersAnyway } from './owners-anyway.ts';
import { propertiesThatDiffer, type Readings } from './properties.ts';
import { nameRenames } from './renames.ts';
import { type Side, sideOf } from './side.ts';
import { onlyIn } from './wholes.ts';

export interface CompareOptions {
  /** whether it counts who owns an object */
  owners: boolean;
  columnOrder: boolean;
}

/**
 * What two snapshots differ in, in the order of their objects' kinds and names. What differs in writing alone is equal.
 * Only what the scopes of both hold is compared.
 */
export function differencesOf(from: Snapshot, to: Snapshot, options: CompareOptions): Difference[] {
  const there = sideOf(to, from);
  const { side: here, other } = namedAs(there, sideOf(from, to));
  const bothViewForms = from.server < 16 !== to.server < 16;
  const readings = {
    from: { bothViewForms, other },
    to: { bothViewForms, other: (path: string[]) => path },
    owners: options.owners,
  };
  const moved = options.columnOrder ? movedColumns(here, there) : new Map<string, [number, number]>();
  const differences = [
    ...onlyIn(here, there).map((object) => ({ ...bare(object, 'removed'), from: object })),
    ...onlyIn(there, here).map((object) => ({ ...bare(object, 'added'), to: object })),
    ...changed(here, there, { readings, moved }),
  ];
  nameRenames(differences, [here, there], readings);
  const counting = options.owners
    ? differences
    : differences.filter((difference) => !isOwnersAnyway(difference, [here, there]));
  return counting.sort(inOrder);
}

function bare({ kind, path }: SnapshotObject, change: Difference['change']): Difference {
  return { kind, path, change, from: null, to: null, properties: [] };
}

interface Looking {
  readings: Readings;
  moved: Map<string, [from: number, to: number]>;
}

function changed(here: Side, there: Side, { readings, moved }: Looking): Difference[] {
  const differences: Difference[] = [];
  for (const [key, from] of here) {
    const to = there.get(key);
    if (to === undefined) continue;
    const properties = propertiesThatDiffer(from, to, readings);
    const places = moved.get(key);
    if (places) properties.push({ name: 'position', from: `${places[0]}`, to: `${places[1]}` });
    if (properties.length > 0) differences.push({ ...bare(to, 'changed'), from, to, properties });
  }
  return differences;
}

const order = new Map(objectKindSchema.options.map((kind, index) => [kind, index]));

function inOrder(one: Difference, other: Difference): number {
  const kinds = (order.get(one.kind) ?? 0) - (order.get(other.kind) ?? 0);
  if (kinds !== 0) return kinds;
  const at = one.path.findIndex((name, index) => name !== other.path[index]);
  if (at < 0) return one.path.length - other.path.length;
  return (one.path[at] ?? '') < (other.path[at] ?? '') ? -1 : 1;
}
