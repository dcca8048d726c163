import type { Migration, Project } from '../../model/manifest.ts';
import type { MigrationStatus } from '../../model/report.ts';
import { folded } from './fold.ts';
import { type Ground, groundOf } from './ground.ts';
import type { Entry, History, Recorded, Standing } from './history.ts';
import { lateIn } from './late.ts';
import { toolNamed } from './tools/index.ts';
import { lateOf, type Tool } from './tools/tool.ts';

/**
 * Sets what the repository expects beside what the database has. At least one of both is there. Pure.
 * @throws TypeError where both are null
 */
export function reconcile(project: Project | null, history: History | null, tool?: Tool): Standing {
  const name = project?.tool ?? history?.tool;
  if (name === undefined) throw new TypeError('neither a project nor a history');
  if (project === null) return unexpected(history as History);
  const ground = groundOf(project, history, tool ?? toolNamed(name));
  const isLate = lateIn(ground);
  const known = project.migrations
    .filter((migration) => !ground.unused.has(migration))
    .map((migration) => entryOf(migration, ground, isLate));
  const entries = [...known, ...ground.foreign.map(foreignEntry)];
  return { tool: name, project, history, entries, heads: project.heads };
}

/** A history that nobody said anything about: its rows are all there is to say. */
function unexpected(history: History): Standing {
  const rows = [...folded(history.recorded).values()];
  const entries = rows.map((recorded) => ({ id: recorded.id, status: recorded.status, migration: null, recorded }));
  const applied = rows.filter(({ status }) => status === 'applied' || status === 'baseline').map(({ id }) => id);
  return {
    tool: history.tool,
    project: null,
    history,
    entries,
    heads: history.keeps === 'heads' ? applied : applied.slice(-1),
  };
}

function entryOf(migration: Migration, ground: Ground, isLate: (migration: Migration) => boolean): Entry {
  const recorded = ground.rows.get(migration) ?? null;
  const status = fromRow(migration, recorded, ground) ?? withoutRow(migration, ground, isLate);
  return { id: migration.id, status, migration, recorded };
}

/** What its row says; null where it has none that counts. */
function fromRow(migration: Migration, recorded: Recorded | null, ground: Ground): MigrationStatus | null {
  if (recorded === null || recorded.status === 'rolled-back') return null;
  if (recorded.status === 'failed' || recorded.status === 'partially-applied') return recorded.status;
  if (!isEdited(migration, recorded, ground)) return recorded.status;
  return migration.kind === 'repeatable' ? 'pending' : 'edited';
}

function withoutRow(migration: Migration, ground: Ground, isLate: (migration: Migration) => boolean): MigrationStatus {
  if (ground.applied.has(migration)) return 'applied';
  if (ground.halfReplaced.has(migration)) return 'partially-applied';
  if (ground.baseline.has(migration)) return 'baseline';
  if (!isLate(migration)) return 'pending';
  return lateOf(ground.tool, ground.project) === 'skips' ? 'will-be-skipped' : 'out-of-order';
}

function isEdited(migration: Migration, recorded: Recorded, ground: Ground): boolean {
  if (ground.tool.edited) return ground.tool.edited(migration, recorded, ground);
  const { checksums = [] } = migration;
  return recorded.checksum !== null && checksums.length > 0 && !checksums.includes(recorded.checksum);
}

/** What the repository does not have, or no longer. What left nothing behind is not missed. */
function foreignEntry(recorded: Recorded): Entry {
  const status = recorded.status === 'applied' ? 'missing-from-repository' : recorded.status;
  return { id: recorded.id, status, migration: null, recorded };
}
