import type { Branch } from '@neondatabase/api-client';
import type { RestoreSettings } from '../../model/deploy-settings.ts';
import type { Target } from '../../model/request.ts';
import type { RestorePoint } from '../../model/restore-point.ts';
import { expanded } from '../../request/target.ts';
import type { Maker, MakerSurroundings, MakingPlan } from '../maker.ts';
import { afterDays, isOver, momentIn, newestFirst, stampOf, stampToCome } from '../names.ts';
import { planned, refused } from '../refused.ts';
import { commandsBack, lossOf } from './back.ts';
import { branchesOf, branchOf } from './branch.ts';
import { type Neon, neonWith } from './client.ts';
import { operationsEnd } from './operations.ts';

type Settings = Extract<RestoreSettings, { method: 'neon-branch' }>;

interface Work extends MakerSurroundings {
  target: Target;
  settings: Settings;
  /** what the names of its restore points begin with */
  prefix: string;
  neon: Neon;
}

/** Branches at Neon, without a compute: they cost nothing until what they are branched from is written to. */
export function neonBranchMaker(target: Target, settings: Settings, surroundings: MakerSurroundings): Maker {
  const work = (): Work => ({
    ...surroundings,
    target,
    settings,
    prefix: `lockstep-${target.name}-`,
    neon: neonWith(keyOf(target, settings, surroundings), {
      ...surroundings,
      project: projectOf(target, settings, surroundings),
    }),
  });
  return {
    method: 'neon-branch',
    plan: () => planned(async () => look(work()), `a branch of ${target.name} is made at Neon`),
    make: async () => make(work()),
    list: async () => list(work()),
    prune: async () => prune(work()),
  };
}

function keyOf(target: Target, { apiKey }: Settings, { environment }: MakerSurroundings): string {
  const key =
    apiKey === undefined
      ? environment.NEON_API_KEY
      : expanded(apiKey, `targets.${target.name}.restore.apiKey`, environment);
  if (key) return key;
  throw refused('there is no key for the Neon API', 'make one in the Neon console, and set NEON_API_KEY to it');
}

function projectOf(target: Target, settings: Settings, { environment }: MakerSurroundings): string {
  const setting = `targets.${target.name}.restore.project`;
  const project = expanded(settings.project, setting, environment);
  if (/^[a-z0-9-]{1,60}$/.test(project)) return project;
  throw refused(
    `${setting} is no id of a Neon project`,
    'it is written like "shiny-wind-028834": see its settings in the console',
  );
}

async function look(work: Work): Promise<Omit<MakingPlan, 'obstacle'>> {
  const { target, settings, neon, prefix } = work;
  const branch = await branchOf(target, neon, settings.branch);
  const point = { id: '<id of the branch>', name: `${prefix}${stampToCome}`, expires: expiryOf(settings) !== null };
  const days = settings.keepDays === 1 ? 'a day' : `${settings.keepDays} days`;
  return {
    sentence: `a branch of ${branch.name} (${branch.id}) is made in the Neon project ${neon.project}, called ${point.name}, without a compute, and kept for ${days}`,
    back: commandsBack(neon, branch, point),
  };
}

async function make(work: Work): Promise<RestorePoint> {
  const { target, settings, neon, prefix, house } = work;
  house.progress.step(`looking for the branch of ${target.name} at Neon`);
  const branch = await branchOf(target, neon, settings.branch);
  const name = `${prefix}${stampOf(new Date())}`;
  const expires = expiryOf(settings);
  const body = { branch: { name, parent_id: branch.id, ...(expires && { expires_at: expires }) } };
  house.progress.step(`making the branch ${name} at Neon`);
  const made = await neon.ask((api) => api.createProjectBranch(neon.project, body), { read: false });
  await operationsEnd(made.operations, neon, { ...work, branch: made.branch });
  return pointOf(work, branch, made.branch);
}

const mostDays = 30;

/**
 * When Neon removes it by itself, to the second; null beyond what Neon takes: then Lockstep removes it.
 * https://neon.com/docs/guides/branch-expiration
 */
function expiryOf({ keepDays }: Settings): string | null {
  // Neon's clock may be a little behind ours.
  if (keepDays >= mostDays) return null;
  return afterDays(new Date(), keepDays)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z');
}

function pointOf({ target, neon }: Work, branch: Branch, made: Branch): RestorePoint {
  const at = new Date(made.parent_timestamp ?? made.created_at).toISOString();
  const point = { id: made.id, name: made.name, expires: Boolean(made.expires_at) };
  return {
    id: made.name,
    method: 'neon-branch',
    target: target.name,
    place: `branch ${made.name} (${made.id}) of ${branch.name} in the Neon project ${neon.project}`,
    at,
    expiresAt: made.expires_at ? new Date(made.expires_at).toISOString() : null,
    back: commandsBack(neon, branch, point),
    loses: lossOf(branch, at),
  };
}

/** By their name, and by what they were branched from: other repositories may have targets of that name in the project. */
async function ownBranches({ target, settings, neon, prefix }: Work) {
  const branch = await branchOf(target, neon, settings.branch);
  const all = await branchesOf(neon);
  const own = all.filter(({ name, parent_id }) => parent_id === branch.id && momentIn(name, prefix) !== null);
  return { branch, own, all };
}

async function list(work: Work): Promise<RestorePoint[]> {
  const { branch, own } = await ownBranches(work);
  return newestFirst(own.map((made) => pointOf(work, branch, made)));
}

async function prune(work: Work): Promise<RestorePoint[]> {
  const { neon, settings } = work;
  const { branch, own, all } = await ownBranches(work);
  const parents = new Set(all.map(({ parent_id }) => parent_id));
  const old = own.filter((made) => isOver(made.created_at, settings.keepDays));
  const free = old.filter((made) => !made.protected && !made.default && !parents.has(made.id));
  for (const { id } of free) {
    await neon.ask((api) => api.deleteProjectBranch({ projectId: neon.project, branchId: id }), { read: false });
  }
  return newestFirst(free.map((made) => pointOf(work, branch, made)));
}
