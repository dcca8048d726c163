import type { HistoryEntry, MigrationEntry } from '../../model/report.ts';
import type { Entries } from '../guard.ts';
import type { Entry } from './history.ts';
import type { MigrationFacts } from './migration-facts.ts';

/** Every migration of the repository and of the database, with its status; and what lint says of those to come. */
export function entriesOf({ standings, lint, phases }: MigrationFacts): Entries {
  const migrations: HistoryEntry[] = standings.map(({ tool, project, history, heads, entries }) => ({
    tool,
    table: history?.table ?? null,
    directory: project?.directory ?? null,
    heads,
    entries: entries.map((entry) => entryOf(entry, phases)),
  }));
  return migrations.length === 0 ? {} : { migrations, ...(lint.length > 0 ? { lint } : {}) };
}

function entryOf({ id, status, recorded }: Entry, phases: MigrationFacts['phases']): MigrationEntry {
  const phase = status === 'pending' || status === 'out-of-order' ? phases.get(id) : undefined;
  const { appliedAt = null, durationMs = null, by = null } = recorded ?? {};
  return {
    id,
    status,
    ...(appliedAt === null ? {} : { appliedAt }),
    ...(durationMs === null ? {} : { durationMs }),
    ...(by === null ? {} : { by }),
    ...(phase === undefined ? {} : { phase }),
  };
}
