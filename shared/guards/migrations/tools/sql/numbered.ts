import type { Problem } from '../../../../model/manifest.ts';

/** Something with a number in its name, as digits without leading zeros. */
export interface Numbered {
  id: string;
  path: string;
}

/** By their numbers; of several with the same one the first, and a problem for each other: the tool refuses them, or runs one. */
export function byNumber<Item extends Numbered>(items: Item[], problems: Problem[], tool: string): Item[] {
  const sorted = items.toSorted((one, other) => {
    const [a, b] = [BigInt(one.id), BigInt(other.id)];
    return a < b ? -1 : a > b ? 1 : 0;
  });
  return sorted.filter((item, at) => {
    const before = sorted[at - 1];
    if (before?.id !== item.id) return true;
    problems.push({
      file: item.path,
      message: `${before.path} has the same number, ${item.id}: ${tool} cannot tell them apart`,
    });
    return false;
  });
}

/** The number that a name begins with, without leading zeros. */
export function numberFrom(digits: string | undefined): string {
  return `${BigInt(digits ?? '0')}`;
}
