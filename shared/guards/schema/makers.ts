import type { Migration } from '../../model/manifest.ts';
import { type Effect, effectFrom } from '../migrations/effects.ts';
import type { Difference } from './difference.ts';
import { plainName, statementsOf } from './named-in-sql.ts';

/**
 * A migration of the repository that has to do with a difference: what it does to the object, in the end. `pending`: it is
 * still to be applied; `sure`: it is known to do it.
 */
export interface Maker {
  migration: string;
  does: 'makes' | 'drops' | 'changes';
  pending: boolean;
  sure: boolean;
}

/** Tells the migration that makes a difference; null where none is known to. */
export type MakerOf = (difference: Difference) => Maker | null;

interface Done {
  migration: string;
  does: 'makes' | 'drops';
  schema: string | null;
}

/**
 * Looks up what the migrations do to an object in the end. What no effect tells (the type of a column, a grant, names that
 * the server gives) is looked for in the SQL of pending migrations; one that only names the object is not sure to do it.
 */
export function makersOf(migrations: Migration[], pending: Migration[]): MakerOf {
  const done = new Map<string, Done[]>();
  for (const { id, effects = [] } of migrations) {
    for (const effect of effects.flatMap((text) => effectFrom(text) ?? [])) note(effect, id, done);
  }
  const open = new Set(pending.map(({ id }) => id));
  const written = statementsOf(pending);
  const opaque = pending.find((migration) => migration.opaque === true || migration.sql === undefined);
  return (difference) => {
    const known = lastOf(done, difference);
    // What made it at first says nothing of what changed since, unless it is still to come.
    if (known !== null && (difference.change !== 'changed' || (open.has(known.migration) && isAnew(difference)))) {
      return { migration: known.migration, does: known.does, pending: open.has(known.migration), sure: true };
    }
    const named = written(difference);
    const changing = { does: 'changes', pending: true } as const;
    if (named !== null) return { ...named, ...changing };
    return opaque === undefined ? null : { migration: opaque.id, ...changing, sure: false };
  };
}

const definitions = new Set(['definition', 'command', 'permissive', 'roles', 'using', 'check', 'expression']);
const anew = new Set(['constraint', 'index', 'function', 'view', 'materialized view', 'trigger', 'policy']);

/** Whether an object that is made has what differs: not its state, and nothing of a table that is there. */
function isAnew({ kind, properties }: Difference): boolean {
  return anew.has(kind) && properties.every(({ name }) => definitions.has(name));
}

/** Whether a difference goes when what is still to be applied is applied. */
export function isUndone({ change }: Difference, { does, pending, sure }: Maker): boolean {
  const opposite = { removed: 'makes', added: 'drops', changed: 'makes' }[change];
  return pending && sure && (does === 'changes' || does === opposite);
}

function note({ action, kind, path, to }: Effect, migration: string, done: Map<string, Done[]>): void {
  const put = (names: string[], does: Done['does']) => {
    const { key, schema } = placeIn(kind, names);
    const others = done.get(key);
    if (others === undefined) done.set(key, [{ migration, does, schema }]);
    else others.push({ migration, does, schema });
  };
  if (action === 'drop' || action === 'rename') put(path, 'drops');
  if (action !== 'drop') put(to === undefined ? path : [...path.slice(0, -1), to], 'makes');
}

const besideTables = new Set(['column', 'constraint', 'trigger', 'policy']);
const alone = new Set(['schema', 'extension']);

/** What an effect's names tell apart from all others; its schema where it says one. */
function placeIn(kind: string, path: string[]): { key: string; schema: string | null } {
  const length = besideTables.has(kind) ? 2 : 1;
  const names = path.slice(-length);
  const schema = alone.has(kind) ? null : (path.at(-length - 1) ?? null);
  return { key: [kind, ...names].join('\0'), schema };
}

const types = new Set(['enum', 'domain', 'type']);

function lastOf(done: Map<string, Done[]>, { kind, path }: Difference): Done | null {
  const [schema = ''] = path;
  const own = kind === 'index' ? [schema, path.at(-1) ?? ''] : kind === 'function' ? [schema, plainName(path)] : path;
  const effectKind = types.has(kind) ? 'type' : kind.replace(' ', '-');
  const found = done.get(placeIn(effectKind, own).key) ?? [];
  return found.findLast((each) => each.schema === null || each.schema === schema) ?? null;
}
