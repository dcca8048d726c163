import type { Problem } from '../../../../model/manifest.ts';
import { inOrder, leavesOf } from '../python/graph.ts';
import type { Revision } from './revisions.ts';

/** A revision in its graph. */
export interface Placed extends Revision {
  /** all that it comes after: `down_revision` and `depends_on` */
  parents: string[];
  /** the labels of its branch, sorted; '' where it has none */
  branch: string;
}

export interface Lineage {
  /** in the order in which Alembic runs them */
  placed: Placed[];
  heads: string[];
  problems: Problem[];
}

/** The graph of the revisions: their order, and the heads as `alembic heads` has them. */
export function lineageOf(revisions: Revision[]): Lineage {
  const problems: Problem[] = [];
  const byId = new Map(revisions.map((revision) => [revision.id, revision]));
  const branches = branchesOf(revisions, byId);
  const placed = revisions.map((revision) => {
    const parents = [...revision.down, ...revision.dependsOn.map((each) => dependency(each, revisions))];
    for (const parent of parents.filter((id) => !byId.has(id))) {
      problems.push({ file: revision.path, message: `it comes after ${parent}, which no file has` });
    }
    return { ...revision, parents, branch: branches.get(revision.id) ?? '' };
  });
  const { sorted, inCycles } = inOrder(placed);
  for (const { id, path } of inCycles) {
    problems.push({ file: path, message: `${id} comes after itself, by way of others or directly` });
  }
  // A revision that another one only depends on is still a head: alembic/script/revision.py, `heads` beside `_real_heads`.
  const heads = leavesOf(sorted.map(({ id, down }) => ({ id, parents: down }))).map(({ id }) => id);
  return { placed: [...sorted, ...inCycles], heads, problems };
}

/** `depends_on` takes a revision, the label of a branch, or the beginning of an id. */
function dependency(wanted: string, revisions: Revision[]): string {
  const name = wanted.replace(/@head$/, '');
  if (revisions.some(({ id }) => id === name)) return name;
  const labelled = revisions.find(({ labels }) => labels.includes(name));
  if (labelled) return labelled.id;
  const [match, ...others] = revisions.filter(({ id }) => id.startsWith(name));
  return match && others.length === 0 ? match.id : wanted;
}

/** A label holds for all descendants, and down to where the branch began: `_map_branch_labels` of the same file. */
function branchesOf(revisions: Revision[], byId: Map<string, Revision>): Map<string, string> {
  const children = Map.groupBy(
    revisions.flatMap((revision) => revision.down.map((parent) => ({ parent, revision }))),
    ({ parent }) => parent,
  );
  const labels = new Map(revisions.map(({ id }) => [id, new Set<string>()]));
  for (const revision of revisions.filter((each) => each.labels.length > 0)) {
    const marked = new Set([...descendants(revision, children), ...stem(revision, { byId, children })]);
    for (const id of marked) for (const label of revision.labels) labels.get(id)?.add(label);
  }
  return new Map([...labels].map(([id, set]) => [id, [...set].sort().join(', ')]));
}

type Children = Map<string, { parent: string; revision: Revision }[]>;

function descendants(revision: Revision, children: Children): Set<string> {
  const found = new Set<string>();
  const open = [revision.id];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (found.has(id)) continue;
    found.add(id);
    open.push(...(children.get(id) ?? []).map((child) => child.revision.id));
  }
  return found;
}

function stem(
  revision: Revision,
  { byId, children }: { byId: Map<string, Revision>; children: Children },
): Set<string> {
  const found = new Set<string>();
  let next: Revision | undefined = revision;
  while (next && next.down.length < 2 && (children.get(next.id)?.length ?? 0) < 2 && !found.has(next.id)) {
    found.add(next.id);
    next = byId.get(next.down[0] ?? '');
  }
  return found;
}
