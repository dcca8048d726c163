import type { Remedy } from '../../../model/finding.ts';
import { byHand, commandsFor } from '../findings.ts';
import type { Entry, Standing } from '../history.ts';
import type { MissingObject } from '../migration-facts.ts';

/**
 * Two ways out, of which the second is there only where the tool can take this one migration out of its history: a
 * position that is set back takes all that was applied after it along, whose objects are there.
 */
export function remedyOf(missing: MissingObject[], entry: Entry | null, followed: ReadonlySet<string>): Remedy {
  const [{ standing, migration }] = missing as [MissingObject];
  const { forget, forgetsLater, apply } = commandsFor(standing);
  const lines = forgetsLater && followed.has(migration) ? [] : (forget?.(migration) ?? []);
  if (lines.length === 0)
    return byHand('add what is missing by hand, as the migration writes it', statementsFor(missing, entry));
  return byHand(
    'add what is missing by hand as the migration writes it; or, if none of it was ever run, take it out of the history and apply it',
    [...lines, apply],
  );
}

/** The migrations after which something is applied that comes after them, and is not `missing` itself. */
export function followedIn({ entries }: Standing, missing: ReadonlyMap<string, unknown>): Set<string> {
  const parents = new Map(entries.map(({ id, migration }) => [id, migration?.parents ?? []]));
  const isApplied = ({ id, status }: Entry) => status !== 'pending' && status !== 'out-of-order' && !missing.has(id);
  const open = entries.filter(isApplied).map(({ id }) => id);
  const followed = new Set<string>();
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const parent of parents.get(id) ?? []) {
      if (!followed.has(parent)) open.push(parent);
      followed.add(parent);
    }
  }
  return followed;
}

/** What the migration runs to make the missing objects, where each is a statement of its own and the manifest has it. */
function statementsFor(missing: MissingObject[], entry: Entry | null): string[] {
  const { sql = [] } = entry?.migration ?? {};
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
