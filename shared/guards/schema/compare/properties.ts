import type { Property, SnapshotObject } from '../../../model/snapshot.ts';
import type { Difference } from '../difference.ts';
import { normal, type Reading } from './normal.ts';

/** How the two sides of a comparison are read. */
export interface Readings {
  from: Reading;
  to: Reading;
  owners: boolean;
}

/** The properties that two objects differ in, in the order of their names. */
export function propertiesThatDiffer(
  from: SnapshotObject,
  to: SnapshotObject,
  readings: Readings,
): Difference['properties'] {
  const differing = namesOfUnlike(from, to).filter(
    (name) =>
      (name !== 'owner' || readings.owners) && normal(from, name, readings.from) !== normal(to, name, readings.to),
  );
  return differing.map((name) => ({ name, from: from.is[name] ?? null, to: to.is[name] ?? null }));
}

/** Whether two objects are written alike, owners apart. */
export function isWrittenAlike(from: SnapshotObject, to: SnapshotObject): boolean {
  return namesOfUnlike(from, to).every((name) => name === 'owner');
}

const none: string[] = [];

/** Most objects have none: those cost nothing. */
function namesOfUnlike({ is: from }: SnapshotObject, { is: to }: SnapshotObject): string[] {
  let names = none;
  for (const name in from) if (!isSame(from[name], to[name])) names = [...names, name];
  for (const name in to) if (from[name] === undefined) names = [...names, name];
  return names.length > 1 ? names.sort() : names;
}

function isSame(one: Property | undefined, other: Property | undefined): boolean {
  if (one === other) return true;
  if (!Array.isArray(one) || !Array.isArray(other) || one.length !== other.length) return false;
  return one.every((each, index) => each === other[index]);
}

/** What an object is, apart from its name: equal for two that could be one and the same. */
export function definitionOf(
  object: SnapshotObject,
  { reading, owners }: { reading: Reading; owners: boolean },
): string {
  const names = Object.keys(object.is).filter((name) => name !== 'owner' || owners);
  const normals = names.sort().map((name) => [name, normal(object, name, reading)]);
  return JSON.stringify(normals.filter(([, value]) => value !== ''));
}
