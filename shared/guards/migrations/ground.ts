import type { Migration, Project } from '../../model/manifest.ts';
import { folded } from './fold.ts';
import type { History, Recorded } from './history.ts';
import { compared } from './order.ts';
import type { Tool } from './tools/tool.ts';

/** What is known before any migration's status is told. */
export interface Ground {
  project: Project;
  tool: Tool;
  /** the row of each migration that has one */
  rows: Map<Migration, Recorded>;
  /** the migration of each such row */
  owners: Map<Recorded, Migration>;
  /** rows of migrations that the repository does not have */
  foreign: Recorded[];
  /** in effect: by a row of its own, by a later one's, or by those that it replaces */
  applied: Set<Migration>;
  /** never run here: what a baseline stands for, and baselines that came too late */
  baseline: Set<Migration>;
  /** squashes of which only a part is applied, and the rest is gone from the repository */
  halfReplaced: Set<Migration>;
  /** the tool leaves them out: squashed ones that were never applied, squashes that cannot be used yet */
  unused: Set<Migration>;
  /** the position of each migration in the repository */
  index: Map<Migration, number>;
  byId: Map<string, Migration>;
  /** the order is a graph */
  isGraph: boolean;
}

/** Joins migrations with rows, and tells what counts as applied without a row of its own. */
export function groundOf(project: Project, history: History | null, tool: Tool): Ground {
  const { migrations } = project;
  const all = folded(history?.recorded ?? []);
  const byKey = keyed(all);
  const rows = new Map<Migration, Recorded>();
  const owners = new Map<Recorded, Migration>();
  for (const migration of migrations) {
    const row = (tool.keys?.(migration) ?? [migration.id])
      .map((key) => byKey.get(key))
      .find((each) => each !== undefined);
    if (row === undefined) continue;
    rows.set(migration, row);
    owners.set(row, migration);
  }
  const replaced = new Set(migrations.flatMap(({ replaces = [] }) => replaces));
  const ground: Ground = {
    project,
    tool,
    rows,
    owners,
    foreign: [...all.values()]
      .filter((row) => !owners.has(row) && !replaced.has(row.id))
      .filter((row) => tool.own?.(row, project) ?? true)
      .filter((row) => !isSquashed(row, migrations[0], rows)),
    applied: new Set(migrations.filter((migration) => isInEffect(rows.get(migration)))),
    baseline: new Set(),
    halfReplaced: new Set(),
    unused: new Set(),
    index: new Map(migrations.map((migration, position) => [migration, position])),
    byId: new Map(migrations.map((migration) => [migration.id, migration])),
    isGraph: migrations.some(({ parents }) => parents !== undefined),
  };
  if (history?.keeps === 'heads') addAncestors(ground);
  if (history?.keeps === 'last') addEarlier(ground, [...all.values()]);
  judgeSquashes(ground, all);
  addBaselines(ground, [...all.values()]);
  return ground;
}

/**
 * Prisma's way to squash: the old migrations are deleted, their rows stay, and the first one left is recorded without being
 * run. https://www.prisma.io/docs/orm/prisma-migrate/workflows/squashing-migrations
 */
function isSquashed(row: Recorded, first: Migration | undefined, rows: Ground['rows']): boolean {
  return first !== undefined && rows.get(first)?.status === 'baseline' && (compared(row, first) ?? 0) < 0;
}

/** Rows by their ids, and by what else they are known by. */
function keyed(all: Map<string, Recorded>): Map<string, Recorded> {
  const others = Map.groupBy(
    [...all.values()].flatMap((row) => (row.also ?? []).map((key) => ({ key, row }))),
    ({ key }) => key,
  );
  const certain = [...others].flatMap(([key, [only, ...more]]) =>
    only && more.length === 0 ? [[key, only.row] as const] : [],
  );
  return new Map([...certain, ...all]);
}

function isInEffect(row: Recorded | undefined): boolean {
  return row?.status === 'applied' || row?.status === 'baseline';
}

function addAncestors({ applied, byId }: Ground): void {
  const open = [...applied];
  for (let migration = open.pop(); migration !== undefined; migration = open.pop()) {
    for (const id of migration.parents ?? []) {
      const parent = byId.get(id);
      if (parent === undefined || applied.has(parent)) continue;
      applied.add(parent);
      open.push(parent);
    }
  }
}

/** Below the newest row everything counts as applied, whether or not that one itself went well. */
function addEarlier(ground: Ground, all: Recorded[]): void {
  for (const migration of ground.project.migrations) {
    if (!ground.rows.has(migration) && all.some((row) => comesBefore(migration, row, ground)))
      ground.applied.add(migration);
  }
}

/** Django's loader: a squash is applied when all that it replaces is, and usable when all or none of it is. */
function judgeSquashes({ project, applied, unused, halfReplaced, byId }: Ground, all: Map<string, Recorded>): void {
  for (const migration of project.migrations) {
    const { replaces = [] } = migration;
    if (replaces.length === 0 || applied.has(migration)) continue;
    const left = replaces.filter((id) => !isInEffect(all.get(id)) && !applied.has(byId.get(id) as Migration));
    if (left.length === 0) applied.add(migration);
    else if (left.length < replaces.length) (left.every((id) => byId.has(id)) ? unused : halfReplaced).add(migration);
    else for (const id of left.filter((each) => byId.has(each))) unused.add(byId.get(id) as Migration);
  }
}

/**
 * Flyway and Atlas: what lies at or below a baseline is never run. A baseline migration is run in an empty history only,
 * and there it stands for all before it.
 */
function addBaselines(ground: Ground, all: Recorded[]): void {
  const { project, tool, rows, applied, baseline, index } = ground;
  const isOpen = (migration: Migration) => !applied.has(migration) && !rows.has(migration);
  const marks = tool.baseline === 'itself' ? [] : all.filter(({ status }) => status === 'baseline');
  for (const migration of project.migrations.filter(isOpen)) {
    const { kind } = migration;
    if (kind === 'repeatable') continue;
    if (marks.some((row) => comesBefore(migration, row, ground))) baseline.add(migration);
    if (kind === 'baseline' && all.length > 0) baseline.add(migration);
  }
  const newest = project.migrations.findLast(({ kind }) => kind === 'baseline');
  if (newest === undefined || all.length > 0) return;
  for (const migration of project.migrations) {
    if (migration.kind !== 'repeatable' && (index.get(migration) ?? 0) < (index.get(newest) ?? 0))
      baseline.add(migration);
  }
}

/** Whether a migration lies below a row: by their places in the repository, or else by what they are ordered by. */
function comesBefore(migration: Migration, row: Recorded, { owners, index }: Ground): boolean {
  const owner = owners.get(row);
  if (owner !== undefined) return (index.get(migration) ?? 0) < (index.get(owner) ?? 0);
  const order = compared(migration, row);
  return order !== null && order <= 0;
}
