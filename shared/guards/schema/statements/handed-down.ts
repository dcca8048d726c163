import type { Difference } from '../difference.ts';
import { pathOf } from './mentions.ts';
import { text } from './piece.ts';
import { parentsOf, type Sides } from './sides.ts';

/**
 * The same difference of a table above, with which this one goes: PostgreSQL hands down to partitions and children what is
 * done to their parents, and refuses it where it is done to them alone.
 */
export function above(difference: Difference, sides: Sides): Difference | undefined {
  const object = difference.from ?? difference.to;
  if (object === null || (object.is.inherited === undefined && object.is.parent === undefined)) return undefined;
  const table = sides.from.object('table', object.path.slice(0, 2));
  const candidates = table === undefined ? [] : parentsOf(table).flatMap(sides.differencesOf);
  return candidates.find((other) => other.change === difference.change && isAbove(other, difference));
}

function isAbove(other: Difference, difference: Difference): boolean {
  const [object, parent] = [difference.from ?? difference.to, other.from ?? other.to];
  if (object === null || parent === null || other.kind !== difference.kind) return false;
  const name = other.path[2];
  if (object.is.parent !== undefined) {
    // A missing one is built for itself, and attached.
    return difference.change === 'added' && pathOf(text(object, 'parent')).at(-1) === name;
  }
  const isSameKey = object.kind === 'constraint' && text(object, 'definition') === text(parent, 'definition');
  if (name !== difference.path[2] && !isSameKey) return false;
  return difference.properties.every((property) => other.properties.some((one) => one.name === property.name));
}
