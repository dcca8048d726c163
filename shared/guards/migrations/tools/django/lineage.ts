import type { Problem } from '../../../../model/manifest.ts';
import { inOrder, leavesOf } from '../python/graph.ts';
import type { Reference, Written } from './migrations.ts';

/** A migration in its graph: those of the repository that it comes after. */
export interface Placed extends Written {
  parents: string[];
}

export interface Lineage {
  /** in an order in which Django could run them */
  placed: Placed[];
  heads: string[];
  problems: Problem[];
}

/** The graph of all applications' migrations: its order, and the leaves of each application as Django has them. */
export function lineageOf(written: Written[]): Lineage {
  const problems: Problem[] = [];
  const parents = new Map(written.map((each) => [each.id, resolvedAll(each, written, problems)]));
  for (const each of written) {
    for (const other of resolvedBefore(each, written)) parents.get(other)?.push(each.id);
  }
  const placed = written.map((each) => ({ ...each, parents: [...new Set(parents.get(each.id))] }));
  // A squash is read after those that it stands for: it makes the same models once more.
  const squashesLast = placed.map((each) => ({
    ...each,
    own: each.parents,
    parents: [...each.parents, ...replacedBy(each)],
  }));
  const ordered = inOrder(squashesLast);
  const { sorted, inCycles } =
    ordered.inCycles.length > 0
      ? inOrder(placed)
      : { sorted: ordered.sorted.map(({ own, ...each }) => ({ ...each, parents: own })), inCycles: [] };
  for (const { id, path } of inCycles)
    problems.push({ file: path, message: `${id} comes after itself, by way of others or directly` });
  return { placed: [...sorted, ...inCycles], heads: headsOf(placed), problems };
}

function replacedBy({ replaces }: Written): string[] {
  return replaces.map(([app, name]) => `${app}.${name}`);
}

/**
 * A dependency on what the repository does not have at all is one on an installed package. One on an application that it
 * has has to be there, or be replaced by a squash.
 */
function resolvedAll(each: Written, written: Written[], problems: Problem[]): string[] {
  return each.dependencies.flatMap((reference) => {
    const ids = resolved(reference, each, written);
    if (ids.length > 0) return ids;
    const isOurs = written.some(({ app }) => app === reference[0]);
    const id = reference.join('.');
    if (isOurs && !id.endsWith('__'))
      problems.push({ file: each.path, message: `it comes after ${id}, which no file has` });
    return [];
  });
}

function resolved([app, name]: Reference, from: Written, written: Written[]): string[] {
  const own = written.filter((each) => each.app === app);
  if (name === '__first__') {
    if (app === from.app) return [];
    return own.filter(({ dependencies }) => !dependencies.some(([other]) => other === app)).map(({ id }) => id);
  }
  if (name === '__latest__') return leavesIn(own);
  const found = own.find((each) => each.name === name);
  if (found) return [found.id];
  return written
    .filter(({ replaces }) => replaces.some(([other, each]) => other === app && each === name))
    .map(({ id }) => id);
}

function resolvedBefore(each: Written, written: Written[]): string[] {
  return each.runBefore.flatMap((reference) => resolved(reference, each, written));
}

function leavesIn(own: Written[]): string[] {
  const nodes = own.map(({ id, dependencies }) => ({
    id,
    parents: dependencies.map(([app, name]) => `${app}.${name}`),
  }));
  return leavesOf(nodes).map(({ id }) => id);
}

/** The leaves of each application; a squash takes the place of all that it stands for. */
function headsOf(placed: Placed[]): string[] {
  const squashOf = new Map(placed.flatMap((each) => replacedBy(each).map((id) => [id, each.id] as const)));
  const place = (id: string, depth = 0): string => {
    const squash = squashOf.get(id);
    return squash === undefined || depth > 50 ? id : place(squash, depth + 1);
  };
  const kept = placed.filter(({ id }) => !squashOf.has(id));
  const comeAfter = new Set<string>();
  for (const { id, app, parents } of placed) {
    for (const parent of parents) {
      const [child, own] = [place(id), place(parent)];
      if (child !== own && own.startsWith(`${app}.`)) comeAfter.add(own);
    }
  }
  return kept.filter(({ id }) => !comeAfter.has(id)).map(({ id }) => id);
}
