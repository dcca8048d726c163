import type { Branch } from '@neondatabase/api-client';
import { shellWord } from '../../model/shell.ts';
import type { Neon } from './client.ts';

/** What is gone back to, as far as the way there needs it. */
export interface BranchPoint {
  id: string;
  name: string;
  /** it removes itself */
  expires: boolean;
}

/**
 * The calls that put a branch back to a restore point; its id, name, host and passwords stay, and what it replaces stays as
 * a branch. What expires can have no children, and what is restored from it is one; what is protected cannot be reset.
 * https://neon.com/docs/guides/branch-expiration, https://neon.com/docs/guides/protected-branches
 */
export function commandsBack(
  { url, project }: Pick<Neon, 'url' | 'project'>,
  branch: Branch,
  point: BranchPoint,
): string[] {
  const call = (method: string, path: string, body: object, options = '') =>
    `curl --fail-with-body -sS${options} -X ${method} ${shellWord(`${url}/projects/${project}/branches/${path}`)} -H "Authorization: Bearer $NEON_API_KEY" -H 'Content-Type: application/json' -d ${shellWord(JSON.stringify(body))}`;
  // While an operation runs the project is locked, and answers 423.
  const patch = (id: string, set: object) =>
    call('PATCH', id, { branch: set }, ' --retry 10 --retry-delay 3 --retry-all-errors');
  const body = { source_branch_id: point.id, preserve_under_name: `${branch.name}-before-${point.name}` };
  return [
    ...(point.expires ? [patch(point.id, { expires_at: null })] : []),
    ...(branch.protected ? [patch(branch.id, { protected: false })] : []),
    call('POST', `${branch.id}/restore`, body),
    ...(branch.protected ? [patch(branch.id, { protected: true })] : []),
  ];
}

/** What going back loses. */
export function lossOf(branch: Branch, at: string): string {
  const all = `everything that was written to any database of the branch ${branch.name} since ${at} (it stays in a branch beside it); connections are cut for some seconds`;
  const passwords = `; ${branch.name} is protected, and roles of branches made from it get new passwords: see that applications can still log in`;
  return branch.protected ? all + passwords : all;
}
