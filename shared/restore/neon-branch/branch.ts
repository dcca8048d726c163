import type { Branch } from '@neondatabase/api-client';
import type { Target } from '../../model/request.ts';
import { addressFrom } from '../../session/address.ts';
import { urlOf } from '../../session/credentials.ts';
import { refused } from '../refused.ts';
import type { Neon } from './client.ts';

/**
 * The branch that a target's database is on: the configured one, by id or name, else that of the endpoint which its host
 * names.
 * @throws RefusedError where it cannot be told
 */
export async function branchOf(target: Target, neon: Neon, configured: string | undefined): Promise<Branch> {
  if (configured === undefined) return branchById(neon, await branchByHost(target, neon));
  if (configured.startsWith('br-')) return branchById(neon, configured);
  const found = (await branchesOf(neon, configured)).find(({ name }) => name === configured);
  if (found !== undefined) return found;
  throw refused(
    `the Neon project ${neon.project} has no branch ${JSON.stringify(configured)}`,
    `correct targets.${target.name}.restore.branch`,
  );
}

async function branchById({ ask, project }: Neon, id: string): Promise<Branch> {
  return (await ask((api) => api.getProjectBranch(project, id))).branch;
}

/** `ep-cool-darkness-123456-pooler.eu-central-1.aws.neon.tech` is the pooler of the endpoint `ep-cool-darkness-123456`. */
async function branchByHost(target: Target, { ask, project }: Neon): Promise<string> {
  const { host } = addressFrom(await urlOf(target), target.driver);
  const [label = ''] = host.split('.');
  const endpoint = label.replace(/-pooler$/, '');
  const { endpoints } = await ask((api) => api.listProjectEndpoints(project));
  const found = endpoints.find(({ id }) => id === endpoint);
  if (found !== undefined) return found.branch_id;
  throw refused(
    `no endpoint of the Neon project ${project} is called ${endpoint}, as the host of ${target.name} is`,
    `correct targets.${target.name}.restore.project, or name the branch as targets.${target.name}.restore.branch`,
  );
}

/** All branches of a project; `search`: those with that in their name. */
export async function branchesOf({ ask, project }: Neon, search?: string): Promise<Branch[]> {
  const branches: Branch[] = [];
  let cursor: string | undefined;
  do {
    const page = { projectId: project, limit: 1000, ...(search && { search }), ...(cursor && { cursor }) };
    const answer = await ask((api) => api.listProjectBranches(page));
    branches.push(...answer.branches);
    cursor = answer.branches.length > 0 ? answer.pagination?.next : undefined;
  } while (cursor);
  return branches;
}
