import type { ForeignKey, TableName } from './references.ts';

/**
 * Foreign keys so that the cause comes before its consequences: those to a table that itself refers to nothing first. A row
 * that is deleted as an orphan makes orphans of the rows that refer to it. Where tables refer to each other in a circle, one
 * of them is first.
 */
export function causesFirst(foreignKeys: ForeignKey[]): ForeignKey[] {
  const parents = new Map<string, Set<string>>();
  for (const foreignKey of foreignKeys.toSorted(byName)) {
    const own = keyOf(foreignKey);
    parents.set(own, (parents.get(own) ?? new Set()).add(keyOf(foreignKey.referenced)));
  }
  const places = new Map<string, number>();
  for (const table of [...parents.keys()].sort()) settle(table, { parents, places });
  const placeOf = (table: TableName) => places.get(keyOf(table)) ?? 0;
  return foreignKeys.toSorted(
    (one, other) =>
      placeOf(one.referenced) - placeOf(other.referenced) || placeOf(one) - placeOf(other) || byName(one, other),
  );
}

/** Gives the table a place after all those that it refers to. With a stack of its own: a chain may have any length. */
function settle(
  first: string,
  { parents, places }: { parents: Map<string, Set<string>>; places: Map<string, number> },
) {
  const begun = new Set<string>();
  const stack = [first];
  for (let table = stack.at(-1); table !== undefined; table = stack.at(-1)) {
    const next = [...(parents.get(table) ?? [])].find((parent) => !places.has(parent) && !begun.has(parent));
    begun.add(table);
    if (next !== undefined && next !== table) stack.push(next);
    else {
      stack.pop();
      if (!places.has(table)) places.set(table, places.size + 1);
    }
  }
}

function keyOf({ schema, table }: TableName): string {
  return JSON.stringify([schema, table]);
}

function byName(one: ForeignKey, other: ForeignKey): number {
  const [a, b] = [one, other].map(({ schema, table, name }) => JSON.stringify([schema, table, name]));
  if (a === b) return 0;
  return (a as string) < (b as string) ? -1 : 1;
}
