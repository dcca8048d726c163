import { closest } from 'fastest-levenshtein';
import { UsageError } from '../model/errors.ts';
import type { Request } from '../model/request.ts';
import type { Session } from '../session/session.ts';
import type { Guard } from './guard.ts';

/**
 * Looks whether what `only` names is there for one of the guards, before the first of them changes anything.
 * @throws UsageError where none of them knows a name
 */
export async function knowsOnly(guards: Guard<unknown>[], session: Session, { fix: { only } }: Request): Promise<void> {
  if (only.length === 0) return;
  const answers = await session.read(...guards.flatMap(({ named }) => named ?? []));
  const names = answers.flat().flatMap(({ schema, table, name }) => waysToName({ schema, table, name }));
  const known = new Set(names);
  const unknown = only.find((wanted) => !known.has(wanted));
  if (unknown === undefined) return;
  const nearest = names.length > 0 ? `; did you mean ${closest(unknown, names)}?` : '';
  throw new UsageError(
    'usage/arguments',
    `--only ${unknown}: there is nothing of that name to repair${nearest}`,
    'lockstep check --all lists the sequences, and names every constraint and index that can be repaired',
  );
}

/** `name`, `schema.name`, and with its table `table.name` and `schema.table.name`. */
export function waysToName({ schema, table, name }: { schema: unknown; table: unknown; name: unknown }): string[] {
  const ways = [`${name}`, `${schema}.${name}`];
  return typeof table === 'string' ? [...ways, `${table}.${name}`, `${schema}.${table}.${name}`] : ways;
}
