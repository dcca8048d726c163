import type { SnapshotObject } from '../../../model/snapshot.ts';
import type { Side } from './side.ts';

/**
 * The columns that another place in their table makes a difference of, by key, with the two places among the columns that
 * both sides have: the fewest that would have to move.
 */
export function movedColumns(from: Side, to: Side): Map<string, [from: number, to: number]> {
  const moved = new Map<string, [number, number]>();
  const shared = [...from].filter(([key, { kind }]) => kind === 'column' && to.has(key));
  const tables = Map.groupBy(shared, ([, { path }]) => path.slice(0, 2).join('\0'));
  for (const columns of tables.values()) {
    const keys = columns.toSorted(([, one], [, other]) => placeOf(one) - placeOf(other)).map(([key]) => key);
    const there = keys.toSorted((one, other) => placeOf(to.get(one)) - placeOf(to.get(other)));
    const places = new Map(there.map((key, index) => [key, index]));
    const stay = longestRising(keys.map((key) => places.get(key) ?? 0));
    keys.forEach((key, index) => {
      const place = places.get(key) ?? 0;
      if (!stay.has(place)) moved.set(key, [index + 1, place + 1]);
    });
  }
  return moved;
}

function placeOf(column: SnapshotObject | undefined): number {
  return column?.position ?? 0;
}

/** The longest series of rising numbers, by patience sorting. */
function longestRising(numbers: number[]): Set<number> {
  const lasts: number[] = [];
  const before = new Map<number, number | undefined>();
  for (const each of numbers) {
    let pile = lasts.length;
    while (pile > 0 && (lasts[pile - 1] ?? 0) > each) pile -= 1;
    before.set(each, lasts[pile - 1]);
    lasts[pile] = each;
  }
  const series = new Set<number>();
  for (let each = lasts.at(-1); each !== undefined; each = before.get(each)) series.add(each);
  return series;
}
