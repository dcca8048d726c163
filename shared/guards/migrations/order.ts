/** What a tool orders and compares by: the order that it keeps, or else the id. */
export interface Ordered {
  id: string;
  order?: string | undefined;
}

/** Below 0 where `one` comes before `other`; null where their names do not tell. Numbers lead most tools' names. */
export function compared(one: Ordered, other: Ordered): number | null {
  const [a, b] = [one.order ?? one.id, other.order ?? other.id];
  const [first, second] = [numberOf(a), numberOf(b)];
  if (first === null || second === null) return null;
  if (first !== second) return first < second ? -1 : 1;
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/** The one that comes last, of those whose names tell; null of none. */
export function newestOf<Item extends Ordered>(items: Item[]): Item | null {
  let newest: Item | null = null;
  for (const item of items) {
    if (compared(item, item) === null) continue;
    if (newest === null || (compared(item, newest) ?? 0) > 0) newest = item;
  }
  return newest;
}

function numberOf(text: string): bigint | null {
  const digits = /^\d+/.exec(text)?.[0];
  return digits === undefined ? null : BigInt(digits);
}
