import type { ForeignKey, TableName } from './references.ts';

/**
 * Foreign keys so that the cause comes before its consequences: those to a table that itself refers to nothing first. A row
 * that is deleted as an orphan makes orphans of the rows that refer to it. Where tables refer to each other in a circle, one
 * of them is first.
 */
export function causesFirst(foreignKeys: ForeignKey[]): ForeignKey[] {
  const named = foreignKeys
    .map((foreignKey) => {
      const [own, referenced] = [keyOf(foreignKey), keyOf(foreignKey.referenced)];
      return { foreignKey, own, referenced, name: own + JSON.stringify(foreignKey.name) };
    })
    .sort((one, other) => (one.name < other.name ? -1 : 1));
  const parents = new Map<string, Set<string>>();
  for (const { own, referenced } of named) parents.set(own, (parents.get(own) ?? new Set()).add(referenced));
  const places = new Map<string, number>();
  for (const table of parents.keys()) settle(table, { parents, places });
  const placeOf = (table: string) => places.get(table) ?? 0;
  // Sorting keeps the order of names where neither comes first.
  return named
    .sort((one, other) => placeOf(one.referenced) - placeOf(other.referenced) || placeOf(one.own) - placeOf(other.own))
    .map(({ foreignKey }) => foreignKey);
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
