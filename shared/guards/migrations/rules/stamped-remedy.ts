import type { Remedy } from '../../../model/finding.ts';
import { byHand, commandsFor } from '../findings.ts';
import type { Standing } from '../history.ts';
import type { MissingObject } from '../migration-facts.ts';

/**
 * Two ways out, of which the second is there only where the tool can take this one migration out of its history: a
 * position that is set back takes all that was applied after it along, whose objects are there.
 */
export function remedyOf(missing: MissingObject[]): Remedy {
  const [{ standing, migration }] = missing as [MissingObject];
  const { forget, forgetsLater, apply } = commandsFor(standing);
  const lines = forgetsLater && isFollowed(standing, migration) ? [] : (forget?.(migration) ?? []);
  if (lines.length === 0)
    return byHand('add what is missing by hand, as the migration writes it', statementsFor(missing));
  return byHand(
    'add what is missing by hand as the migration writes it; or, if none of it was ever run, take it out of the history and apply it',
    [...lines, apply],
  );
}

/** Whether something is applied that comes after the migration. */
function isFollowed({ entries }: Standing, migration: string): boolean {
  const later = new Set([migration]);
  // A migration may stand before one that it comes after: once more, until nothing is added.
  for (let size = 0; size < later.size; ) {
    size = later.size;
    for (const { id, migration: file } of entries)
      if (file?.parents?.some((parent) => later.has(parent))) later.add(id);
  }
  return entries.some(
    ({ id, status }) => id !== migration && later.has(id) && status !== 'pending' && status !== 'out-of-order',
  );
}

/** What the migration runs to make the missing objects, where each is a statement of its own and the manifest has it. */
function statementsFor(missing: MissingObject[]): string[] {
  const [{ standing, migration }] = missing as [MissingObject];
  const { sql = [] } = standing.entries.find(({ id }) => id === migration)?.migration ?? {};
  return sql
    .map(({ text }) => text.trim())
    .filter((text) => isOneDefinition.test(text) && missing.some(({ effect }) => namesAll(text, effect.path)))
    .slice(0, 20);
}

function namesAll(text: string, path: string[]): boolean {
  const words = new Set(text.split(/[^\p{L}\p{N}_$]+/u));
  return path.every((name) => words.has(name));
}

const isOneDefinition = /^(CREATE|ALTER|COMMENT) [^;]{1,2000};?$/;
