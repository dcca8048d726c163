import type { DifferenceEntry } from '../model/report.ts';
import type { ObjectKind } from '../model/snapshot.ts';

/** One difference, with what is left of its object's path below its schema and table. */
export interface Leaf {
  name: string;
  entry: DifferenceEntry;
}

/** The differences of one schema: those of whole objects, then by table those of its parts. */
export interface Branch {
  /** empty: what is in no schema */
  schema: string;
  leaves: Leaf[];
  tables: { table: string; leaves: Leaf[] }[];
}

interface Place {
  schema: string;
  table: string;
  name: string;
}

const parts: ReadonlySet<ObjectKind> = new Set(['column', 'constraint', 'index', 'trigger', 'policy']);
const global: ReadonlySet<ObjectKind> = new Set(['schema', 'extension']);

/** Differences by schema, table and object, each in the order in which they come. */
export function treeOf(differences: DifferenceEntry[]): Branch[] {
  const placed = differences.map((entry) => ({ entry, place: placeOf(entry) }));
  const schemas = Map.groupBy(placed, ({ place }) => place.schema);
  return [...schemas].map(([schema, all]) => {
    const tables = Map.groupBy(all, ({ place }) => place.table);
    const leavesOf = (table: string) =>
      (tables.get(table) ?? []).map(({ entry, place }) => ({ name: place.name, entry }));
    const named = [...tables.keys()].filter((table) => table !== '');
    return { schema, leaves: leavesOf(''), tables: named.map((table) => ({ table, leaves: leavesOf(table) })) };
  });
}

/** `public.orders.note` is `note` of `orders` in `public`. A grant is written `public.orders to app`. */
function placeOf({ kind, object }: DifferenceEntry): Place {
  if (global.has(kind)) return { schema: '', table: '', name: object };
  const on = kind === 'grant' ? object.slice(0, Math.max(0, object.lastIndexOf(' to '))) : object;
  const rest = object.slice(on.length);
  const [schema, ...below] = splitOnce(on);
  if (below.length === 0) return { schema: '', table: '', name: object };
  const path = below.join('.');
  // The types of a function's arguments hold dots of their own.
  const [table = '', ...last] = path.includes('(') ? [path] : splitOnce(path);
  const isPart = parts.has(kind) || ((kind === 'grant' || kind === 'comment') && last.length > 0);
  return isPart && last.length > 0
    ? { schema: schema ?? '', table, name: last.join('.') + rest }
    : { schema: schema ?? '', table: '', name: path + rest };
}

function splitOnce(path: string): string[] {
  const at = path.indexOf('.');
  return at < 0 ? [path] : [path.slice(0, at), path.slice(at + 1)];
}
