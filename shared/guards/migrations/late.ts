import type { Migration } from '../../model/manifest.ts';
import type { Ground } from './ground.ts';
import { compared, newestOf, type Ordered } from './order.ts';
import { lateOf } from './tools/tool.ts';

/**
 * Tells of a migration that is not applied whether it belongs before one that is. Tools differ in what they do then:
 * `lateOf`.
 */
export function lateIn(ground: Ground): (migration: Migration) => boolean {
  if (ground.isGraph) {
    const below = belowApplied(ground);
    return (migration) => below.has(migration);
  }
  const applied = [...ground.applied].filter(({ kind }) => kind !== 'repeatable');
  const lastPlace = applied.reduce((last, migration) => Math.max(last, ground.index.get(migration) ?? 0), -1);
  const newest = newestOf(applied.map((migration) => orderOf(migration, ground)));
  const newestForeign = newestOf(ground.foreign.filter(({ status }) => status === 'applied'));
  return (migration) => {
    if (migration.kind === 'repeatable') return false;
    if (isBefore(migration, newestForeign, ground)) return true;
    if (migration.order !== undefined) return isBefore(migration, newest, ground);
    return (ground.index.get(migration) ?? 0) < lastPlace;
  };
}

function orderOf(migration: Migration, { rows }: Ground): Ordered {
  return { id: migration.id, order: rows.get(migration)?.order ?? migration.order };
}

/** Drizzle runs what is newer than the newest row, so what is as old is skipped as well. */
function isBefore(migration: Migration, newest: Ordered | null, { tool, project }: Ground): boolean {
  const order = newest === null ? null : compared(migration, newest);
  return order !== null && (lateOf(tool, project) === 'skips' ? order <= 0 : order < 0);
}

function belowApplied({ applied, byId }: Ground): Set<Migration> {
  const below = new Set<Migration>();
  const open = [...applied];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    for (const id of next.parents ?? []) {
      const parent = byId.get(id);
      if (parent === undefined || below.has(parent)) continue;
      below.add(parent);
      open.push(parent);
    }
  }
  return below;
}
