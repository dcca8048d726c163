import type { Effect, ObjectKind } from './effects.ts';
import { type ExpectedObject, emptyShelf, inTable, relations } from './shelf.ts';

/** What a DROP may take along, by CASCADE or because it belongs to it, without saying its name. */
const takenWith: Partial<Record<ObjectKind, ObjectKind[]>> = {
  index: ['table', 'column', 'constraint', 'materialized-view', 'function', 'schema'],
  constraint: ['table', 'column', 'index', 'type', 'function', 'schema'],
  sequence: ['table', 'column', 'schema'],
  column: ['type', 'schema'],
  table: ['schema'],
  type: ['table', 'schema', 'extension'],
  function: ['type', 'table', 'schema', 'extension'],
  view: ['table', 'column', 'view', 'materialized-view', 'function', 'type', 'schema'],
  'materialized-view': ['table', 'column', 'view', 'materialized-view', 'function', 'type', 'schema'],
  trigger: ['function', 'table', 'column', 'schema'],
  policy: ['function', 'table', 'view', 'column', 'schema'],
  extension: ['schema'],
};

/** The objects that statements leave behind, one effect after the other. */
export interface Objects {
  /** `sure` is false for what may have been carried out only in part: then nothing is expected of what it adds */
  apply(effect: Effect, migration: string, sure?: boolean): void;
  /** all that is left and that no DROP can have taken along */
  left(): ExpectedObject[];
  /** all that was ever left behind, under every name that it ever had */
  named(): ExpectedObject[];
  /** how many effects were applied so far */
  readonly count: number;
}

/** An empty schema. Every step takes the same time, however many objects there are: a manifest may be hostile. */
export function emptySchema(): Objects {
  const shelf = emptyShelf();
  const lastDrop = new Map<ObjectKind, number>();
  const unsure = new Set<string>();
  const isOfUnsure = ({ kind, path }: Effect) => inTable.has(kind) && unsure.has(path.at(-2) ?? '');
  let count = 0;
  const rename = ({ kind, path, to = '' }: Effect, sure: boolean) => {
    if (unsure.has(path.at(-1) ?? '')) unsure.add(to);
    const inside = relations.has(kind) ? shelf.takeInside(path) : [];
    const moved = [
      ...shelf.take(kind, path).map((object) => ({ ...object, path: [...object.path.slice(0, -1), to] })),
      ...inside.map((object) => ({ ...object, path: [...object.path.slice(0, -2), to, object.path.at(-1) ?? ''] })),
    ];
    if (sure) for (const object of moved) shelf.put(object);
    // A constraint and its index share their name: https://www.postgresql.org/docs/current/sql-alterindex.html
    if (kind === 'schema' || kind === 'index' || kind === 'constraint') lastDrop.set(kind, count);
  };
  const isTaken = ({ kind, at }: ExpectedObject) =>
    (takenWith[kind] ?? []).some((other) => (lastDrop.get(other) ?? 0) > at);
  return {
    apply(effect, migration, sure = true) {
      count += 1;
      const { action, kind, path } = effect;
      if (action === 'rename') return rename(effect, sure);
      const taken = shelf.take(kind, path);
      if (action === 'unsure') {
        if (kind !== 'table') return;
        // Its indexes do not say whose they are.
        if (taken.length > 0) lastDrop.set(kind, count);
        shelf.takeInside(path);
        unsure.add(path.at(-1) ?? '');
        return;
      }
      if (action === 'add') {
        if (kind === 'table') unsure.delete(path.at(-1) ?? '');
        if (sure && !isOfUnsure(effect)) shelf.put({ kind, path, migration, at: count });
        return;
      }
      if (relations.has(kind)) shelf.takeInside(path);
      lastDrop.set(kind, count);
    },
    left: () => shelf.left().filter((object) => !isTaken(object)),
    named: shelf.all,
    get count() {
      return count;
    },
  };
}
