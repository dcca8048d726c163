import type { Property, SnapshotObject } from '../../../model/snapshot.ts';
import type { Difference } from '../difference.ts';
import type { Sides } from './sides.ts';

/**
 * When a statement's turn comes in a script, where nothing that it needs says otherwise. Functions come before tables, which
 * call them in defaults; one that needs a table's row type waits for it.
 */
export const phases = [
  'schema',
  'extension',
  'type',
  'sequence',
  'function',
  'table',
  'column',
  'constraint',
  'index',
  'foreign key',
  'attach',
  'view',
  'materialized view',
  'rows of a view',
  'trigger',
  'policy',
  'owned by',
  'owner',
  'grant',
  'comment',
  // What bad rows make fail, as late as can be: all else is done by then.
  'proof',
  'drop',
] as const;
export type Phase = (typeof phases)[number];

/** One statement, and what tells its place among the others. */
export interface Piece {
  sql: string;
  phase: Phase;
  /** what is there once it has run: keys of `made` */
  makes?: string[];
  /** what has to be there before, beside what its text mentions */
  needs?: string[];
  /** the part of it whose names have to be there; all of it where nothing is said */
  reads?: string;
  /** of what is dropped: its key, and the text whose names cannot be dropped before it */
  drops?: string;
  frees?: string;
}

/** How one difference is undone. Without `decide` it is certain. */
export interface Undoing {
  pieces: Piece[];
  decide?: string;
}

/** A difference of an object that both sides have. */
export type Changed = Difference & { from: SnapshotObject; to: SnapshotObject };

/** How objects of one kind are made, made alike, and dropped. */
export interface Kind {
  create(object: SnapshotObject, sides: Sides): Undoing;
  change(difference: Changed, sides: Sides): Undoing;
  drop(object: SnapshotObject, sides: Sides): Undoing;
}

/** Keys of what a statement makes. `whole` is what other statements mention by its schema and name. */
export const made = {
  whole: (path: string[]) => path.slice(0, 2).join('\0'),
  columns: (path: string[]) => ['columns', ...path.slice(0, 2)].join('\0'),
  keys: (path: string[]) => ['keys', ...path.slice(0, 2)].join('\0'),
  index: (path: string[]) => ['index', path[0], path[2]].join('\0'),
};

/** A property that is a text; '' where it is as PostgreSQL makes it unasked. */
export function text(object: SnapshotObject, name: string): string {
  const property = object.is[name];
  return property === undefined ? '' : textOf(property);
}

/** A property that is a list; empty where it is as PostgreSQL makes it unasked. */
export function list(object: SnapshotObject, name: string): string[] {
  const property = object.is[name];
  return property === undefined ? [] : [property].flat();
}

export function textOf(property: Property): string {
  return typeof property === 'string' ? property : property.join(', ');
}

/** Several ways to undo parts of one difference as one: certain only where all of them are. */
export function together(...parts: (Undoing | undefined)[]): Undoing {
  const pieces = parts.flatMap((part) => part?.pieces ?? []);
  const decide = [...new Set(parts.flatMap((part) => part?.decide ?? []))].join(' ');
  return decide === '' ? { pieces } : { pieces, decide };
}

/** Undoes each property that differs as `how` says by its name; what it does not know is to be decided. */
export function eachProperty(
  { properties, kind }: Changed,
  how: Record<string, (from: Property | null, to: Property | null) => Undoing>,
): Undoing {
  return together(
    ...properties.map(
      ({ name, from, to }) =>
        how[name]?.(from, to) ?? {
          pieces: [],
          decide: `No statement changes the ${name} of a ${kind}: it would have to be made anew, and whatever needs it with it.`,
        },
    ),
  );
}
