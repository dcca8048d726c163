import { UsageError } from '../model/errors.ts';

/** A manifest that was sent along, and would pass every database. */
export function emptyManifest(what: string): UsageError {
  const next = 'make it where the migrations are: lockstep manifest > manifest.json';
  return new UsageError('usage/arguments', `${what} expects nothing: there are no migrations in it`, next);
}
