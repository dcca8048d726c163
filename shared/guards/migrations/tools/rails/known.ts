/** An index as migrations made it. `generated`: Rails made its name, and renames it with its table and columns. */
export interface KnownIndex {
  name: string;
  columns: string[];
  generated: boolean;
}

/** A foreign key. `name`: null where Rails made it from a hash. */
export interface KnownReference {
  to: string;
  column: string;
  name: string | null;
}

/** What the migrations so far made of a table, as far as they could be read. */
export interface KnownTable {
  /** types as the migrations name them */
  columns: Map<string, string>;
  indexes: KnownIndex[];
  references: KnownReference[];
  /** the primary key's column, and whether a sequence fills it */
  key: { column: string; serial: boolean } | null;
}

/** Tables by their names. */
export type Known = Map<string, KnownTable>;

/** The table of that name, to look up or to write down what happens to it. */
export function knownTable(known: Known, name: string): KnownTable {
  const table = known.get(name) ?? { columns: new Map(), indexes: [], references: [], key: null };
  known.set(name, table);
  return table;
}
