import type { Project } from '../../model/manifest.ts';
import type { History, Standing, UnreadHistory } from './history.ts';
import { reconcile } from './reconcile.ts';
import { toolNamed } from './tools/index.ts';

interface Pair {
  project: Project;
  history: History;
  overlap: number;
}

/**
 * Pairs projects with histories: by the table that a project names, else by the migrations that both know. A project may
 * have several histories (a schema a tenant), empty ones among them. A history that could not be read leaves its project out: nothing is known
 * of what it holds.
 */
export function standingsOf(projects: Project[], histories: History[], unread: UnreadHistory[]): Standing[] {
  const { pairs, histories: alone, projects: without } = paired(projects, histories);
  const waiting = without.filter((project) => !unread.some((each) => mayBeOf(each, project)));
  const order = (standing: Standing) => (standing.project ? projects.indexOf(standing.project) : projects.length);
  return [
    ...pairs.map(({ project, history }) => reconcile(project, history)),
    ...waiting.map((project) => reconcile(project, null)),
    ...alone.map((history) => reconcile(null, history)),
  ].sort((one, other) => order(one) - order(other));
}

/** Also of use before anything is read: a project names its own table, and no other is its history then. */
export function mayBeOf({ tool, table }: { tool: string; table: string }, project: Project): boolean {
  if (tool !== project.tool) return false;
  if (project.table === undefined) return true;
  return project.table === table || (!project.table.includes('.') && table.endsWith(`.${project.table}`));
}

function paired(projects: Project[], histories: History[]) {
  const possible = projects
    .flatMap((project) =>
      histories
        .filter((history) => mayBeOf(history, project))
        .map((history) => ({ project, history, overlap: overlapOf(project, history) })),
    )
    .sort((one, other) => other.overlap - one.overlap);
  const pairs: Pair[] = [];
  const isFree = ({ history }: Pair) => !pairs.some((pair) => pair.history === history);
  const isNew = ({ project }: Pair) => !pairs.some((pair) => pair.project === project);
  const certain = possible.filter(({ overlap }) => overlap > 0);
  for (const pair of certain) if (isFree(pair) && isNew(pair)) pairs.push(pair);
  for (const pair of certain) if (isFree(pair)) pairs.push(pair);
  // What is left shares nothing: a database that nothing was applied to, or another one altogether.
  for (const pair of possible) if (isFree(pair) && isNew(pair)) pairs.push(pair);
  // An empty one besides is a tenant that nothing was applied to, where no other project may have it.
  const isItsOnly = ({ history }: Pair) => possible.filter((pair) => pair.history === history).length === 1;
  const tenants = possible.filter(({ history }) => history.recorded.length === 0);
  for (const pair of tenants) if (isFree(pair) && isItsOnly(pair)) pairs.push(pair);
  return {
    pairs,
    histories: histories.filter((history) => !pairs.some((pair) => pair.history === history)),
    projects: projects.filter((project) => !pairs.some((pair) => pair.project === project)),
  };
}

/** How many migrations both know; one more where the project names this very table. */
function overlapOf(project: Project, { tool, recorded }: History): number {
  const { keys } = toolNamed(tool);
  const ids = new Set(recorded.map(({ id }) => id));
  const both = project.migrations.filter((migration) =>
    (keys?.(migration) ?? [migration.id, ...(migration.replaces ?? [])]).some((key) => ids.has(key)),
  );
  return both.length + (project.table === undefined ? 0 : 1);
}
