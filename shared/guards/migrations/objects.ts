import type { Effect, ObjectKind } from './effects.ts';

/** An object that has to be there, unless a later statement took it away that could not be read. */
export interface ExpectedObject {
  kind: ObjectKind;
  path: string[];
  /** the migration that added it */
  migration: string;
  /** when it was added, counted in effects */
  at: number;
}

const relations = new Set<ObjectKind>(['table', 'view', 'materialized-view', 'sequence', 'index']);
const inTable = new Set<ObjectKind>(['column', 'constraint', 'trigger', 'policy']);

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
  trigger: ['function', 'table', 'schema'],
  policy: ['function', 'column', 'schema'],
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

/** An empty schema. */
export function emptySchema(): Objects {
  const buckets = new Map<string, Set<ExpectedObject>>();
  const named: ExpectedObject[] = [];
  const lastDrop = new Map<ObjectKind, number>();
  let count = 0;
  const bucket = (key: string) => buckets.get(key) ?? new Set<ExpectedObject>();
  const put = (object: ExpectedObject) => {
    const key = keyOf(object.kind, object.path);
    buckets.set(key, bucket(key).add(object));
    named.push(object);
  };
  const take = (kind: ObjectKind, path: string[]) => {
    const own = bucket(keyOf(kind, path));
    const taken = [...own].filter((object) => isSame(object, { kind, path }));
    for (const object of taken) own.delete(object);
    return taken;
  };
  const takeInside = (path: string[]) => {
    const inside = bucket(`in ${path.at(-1)}`);
    const taken = [...inside].filter((object) => sameSchema(object.path.slice(0, -1), path));
    for (const object of taken) inside.delete(object);
    return taken;
  };
  const rename = ({ kind, path, to = '' }: Effect, sure: boolean) => {
    const whole = relations.has(kind) ? takeInside(path) : [];
    const moved = [
      ...take(kind, path).map((object) => ({ ...object, path: [...object.path.slice(0, -1), to] })),
      ...whole.map((object) => ({ ...object, path: [...object.path.slice(0, -2), to, object.path.at(-1) ?? ''] })),
    ];
    if (sure) moved.forEach(put);
    // A constraint and its index share their name: https://www.postgresql.org/docs/current/sql-alterindex.html
    if (kind === 'schema' || kind === 'index' || kind === 'constraint') lastDrop.set(kind, count);
  };
  return {
    apply(effect, migration, sure = true) {
      count += 1;
      if (effect.action === 'rename') return rename(effect, sure);
      take(effect.kind, effect.path);
      if (effect.action === 'add') {
        if (sure) put({ kind: effect.kind, path: effect.path, migration, at: count });
        return;
      }
      if (relations.has(effect.kind)) takeInside(effect.path);
      lastDrop.set(effect.kind, count);
    },
    left() {
      const isTaken = ({ kind, at }: ExpectedObject) =>
        (takenWith[kind] ?? []).some((other) => (lastDrop.get(other) ?? 0) > at);
      return [...buckets.values()].flatMap((objects) => [...objects]).filter((object) => !isTaken(object));
    },
    named: () => named,
    get count() {
      return count;
    },
  };
}

/** ALTER TABLE and DROP TABLE name any relation, so that all relations of a name lie together. */
function keyOf(kind: ObjectKind, path: string[]): string {
  if (inTable.has(kind)) return `in ${path.at(-2)}`;
  return `${relations.has(kind) ? 'relation' : kind} ${path.at(-1)}`;
}

function isSame(one: { kind: ObjectKind; path: string[] }, other: { kind: ObjectKind; path: string[] }): boolean {
  if (inTable.has(one.kind) !== inTable.has(other.kind)) return false;
  if (!inTable.has(one.kind)) return sameSchema(one.path, other.path);
  return (
    one.kind === other.kind &&
    one.path.at(-1) === other.path.at(-1) &&
    sameSchema(one.path.slice(0, -1), other.path.slice(0, -1))
  );
}

/** The names are equal already. A schema that is not named may be any. */
function sameSchema(one: string[], other: string[]): boolean {
  const [first, second] = [one.at(-2), other.at(-2)];
  return first === undefined || second === undefined || first === second;
}
