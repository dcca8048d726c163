import type { RangeVar } from '@pgsql/types';
import type { Effect, ObjectKind } from '../effects.ts';

/** What a statement does. `opaque`: more than what is said here, and nobody can tell what. */
export interface Doing {
  effects: Effect[];
  opaque: boolean;
  /** tables that it makes for the session alone */
  temporary?: string[];
}

export const none: Doing = { effects: [], opaque: false };
export const opaque: Doing = { effects: [], opaque: true };

export function doing(...effects: Effect[]): Doing {
  return { effects, opaque: false };
}

export function adding(kind: ObjectKind, path: string[]): Effect {
  return { action: 'add', kind, path };
}

export function dropping(kind: ObjectKind, path: string[]): Effect {
  return { action: 'drop', kind, path };
}

/** Made, or put where it may go without a word: nothing more is expected of it. */
export function unsure(kind: ObjectKind, path: string[]): Effect {
  return { action: 'unsure', kind, path };
}

/** [schema, name], or [name] where the statement does not say the schema. */
export function pathOf(relation: RangeVar | undefined): string[] {
  const { schemaname, relname = '' } = relation ?? {};
  return schemaname === undefined ? [relname] : [schemaname, relname];
}
