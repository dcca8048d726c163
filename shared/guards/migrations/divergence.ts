import type { Entry, Recorded, Standing } from './history.ts';
import { compared, newestOf } from './order.ts';

/** How a repository and a database that do not agree stand to each other. */
export interface Divergence {
  /** applied, and not in the repository */
  foreign: Entry[];
  /** in the repository, and not applied */
  open: Entry[];
  /** the database has all that the repository has, and what it has besides is newer */
  isAhead: boolean;
  /** the last migration that both have, with nothing before it that only one has; null where there is none */
  lastCommon: string | null;
  /** the first of the repository after that */
  firstDiffering: string | null;
}

/** Null where the database has nothing that the repository does not have. */
export function divergenceOf(standing: Standing): Divergence | null {
  const foreign = standing.entries.filter(({ status }) => status === 'missing-from-repository');
  if (foreign.length === 0 || standing.project === null) return null;
  const own = standing.entries.filter(({ migration }) => migration !== null);
  const open = own.filter(isOpen);
  const oldest = oldestOf(foreign);
  const differs = own.findIndex((entry) => isOpen(entry) || (oldest !== null && comesAfter(entry, oldest)));
  const before = differs < 0 ? own : own.slice(0, differs);
  return {
    foreign,
    open,
    isAhead: own.length > 0 && open.length === 0 && foreign.every((entry) => isNewer(entry, standing)),
    lastCommon: before.at(-1)?.id ?? null,
    firstDiffering: differs < 0 ? null : (own[differs]?.id ?? null),
  };
}

function isOpen({ status }: Entry): boolean {
  return ['pending', 'out-of-order', 'will-be-skipped', 'partially-applied', 'failed'].includes(status);
}

/** Newer than all of the repository: by its name where names tell, else by its place in the history. */
function isNewer({ recorded }: Entry, { history, project }: Standing): boolean {
  if (history === null || project === null || recorded === null) return false;
  if (history.keeps === 'heads') return true;
  const newest = newestOf(project.migrations);
  const order = newest === null ? null : compared(recorded, newest);
  if (order !== null) return order > 0;
  const known = new Set(project.migrations.map(({ id }) => id));
  const last = history.recorded.findLastIndex(({ id }) => known.has(id));
  return history.recorded.indexOf(recorded) > last;
}

function oldestOf(foreign: Entry[]): Recorded | null {
  const recorded = foreign.flatMap((entry) => entry.recorded ?? []);
  return recorded.reduce<Recorded | null>((oldest, row) => {
    return oldest === null || (compared(row, oldest) ?? 0) < 0 ? row : oldest;
  }, null);
}

function comesAfter({ id, migration }: Entry, row: Recorded): boolean {
  return (compared({ id, order: migration?.order }, row) ?? 0) > 0;
}
