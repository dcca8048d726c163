import type { HistoryEntry, MigrationEntry } from '../model/report.ts';
import type { AppliedMigration } from '../model/story.ts';
import type { Seen, Sighting } from './sightings.ts';

/**
 * The migrations that a deploy applied, in their order: applied in the report after it, and not in the one `before`. How long
 * one took is what the tool itself wrote down; else the time from when the one before it was seen in the history until it
 * was seen itself, to half a second. Several that were seen at once, as they ran in one transaction, have no time of their
 * own. `before` null: nobody looked, and only what was seen to come counts.
 */
export function appliedMigrations(
  before: HistoryEntry[] | null,
  after: HistoryEntry[],
  seen: Seen,
): AppliedMigration[] {
  return after.flatMap((history) => {
    const earlier = before?.filter((other) => isSame(other, history)).flatMap(({ entries }) => entries) ?? [];
    const wasApplied = new Set(earlier.filter(isApplied).map(({ id }) => id));
    const sightings = seen.sightings.filter(({ tool }) => tool === history.tool);
    const wasSeen = new Set(sightings.map(({ id }) => id));
    const fresh = history.entries.filter(
      (entry) => isApplied(entry) && (before === null ? wasSeen.has(entry.id) : !wasApplied.has(entry.id)),
    );
    return fresh.map(({ id, durationMs }, at) => ({
      tool: history.tool,
      id,
      durationMs: durationMs ?? seenDuration(id, { previous: fresh[at - 1]?.id ?? null, seen: { ...seen, sightings } }),
    }));
  });
}

/** A first deploy has no table before. */
function isSame(one: HistoryEntry, other: HistoryEntry): boolean {
  return one.tool === other.tool && (one.directory === null || one.directory === other.directory);
}

/** Not `baseline`: that was recorded, nothing ran. */
function isApplied({ status }: MigrationEntry): boolean {
  return status === 'applied' || status === 'edited';
}

function seenDuration(id: string, { previous, seen }: { previous: string | null; seen: Seen }): number | null {
  const at = timeOf(id, seen.sightings);
  const since = previous === null ? seen.connectedAt : timeOf(previous, seen.sightings);
  if (at === null || since === null || since >= at) return null;
  const together = seen.sightings.filter((other) => other.at === at).length;
  return together === 1 ? at - since : null;
}

function timeOf(id: string, sightings: Sighting[]): number | null {
  return sightings.find((sighting) => sighting.id === id)?.at ?? null;
}
