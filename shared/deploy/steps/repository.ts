import { RefusedError } from '../../model/errors.ts';
import type { Deploy } from '../../model/report.ts';
import { plural } from '../../report/counts.ts';
import { deployFrom } from '../continuous.ts';
import type { Came, Course, Step } from '../course.ts';
import { type GitState, gitState } from '../git-state.ts';
import { isProduction } from '../names.ts';
import { userName } from '../user-name.ts';
import { filesOf } from './files.ts';

/** What is deployed: is it a commit, and of a branch that may be? */
export const repository: Step = {
  name: 'repository',
  doing: 'looking at git',
  async run(course) {
    const came = await judged(course);
    // A typo in what comes after the command would leave a deploy half done.
    course.after = await filesOf(course.request);
    return came;
  },
  plan: judged,
};

async function judged(course: Course): Promise<Came> {
  const { request, address } = course;
  const state = await gitState(request.repository);
  const said = deployFrom(request.environment);
  const deploy = deployOf(state, said);
  for (const each of [request.check, request.verify, request.fix]) if (each) each.deploy ??= deploy;
  const { branches, clean } = request.check.settings.deploy;
  const counts = address !== null && isProduction(request.owner, address);
  if (state === null) return withoutGit(request.repository, counts ? branches : []);
  // A CI checks out a commit, and says in a variable of which branch.
  const branch = state.branch ?? said.ref ?? null;
  if (counts) onBranch(branch, branches);
  if (counts && clean) isClean(state.changed);
  const at = [state.sha?.slice(0, 12) ?? 'no commit', branch === null ? '' : `of ${branch}`].filter(Boolean).join(' ');
  const differs = state.changed.length === 0 ? '' : `, ${plural(state.changed.length, 'file')} differ from it`;
  return {
    status: 'done',
    message: `${at}${differs}${counts ? '' : '; nothing is asked of git outside of production'}`,
  };
}

function deployOf(state: GitState | null, said: Deploy): Deploy | null {
  const own: Deploy = {
    ...(state?.sha ? { sha: state.sha } : {}),
    ...(state?.branch ? { ref: state.branch } : {}),
    actor: state?.author ?? userName(),
  };
  return { ...own, ...said };
}

function withoutGit(folder: string, branches: string[]): Came {
  if (branches.length === 0) return { status: 'skipped', message: `${folder} is no git repository` };
  throw refusal(
    `${folder} is no git repository, so nobody can tell whether this is ${branches.join(' or ')}`,
    'deploy from a checkout, or take "deploy.branches" out of the configuration',
  );
}

function onBranch(branch: string | null, branches: string[]): void {
  if (branches.length === 0 || (branch !== null && branches.some((pattern) => fits(pattern, branch)))) return;
  const here = branch === null ? 'no branch is checked out' : `this is ${branch}`;
  throw refusal(
    `${here}, and production is deployed from ${branches.join(', ')} only`,
    'deploy from there, or add the branch to "deploy.branches"',
  );
}

function fits(pattern: string, branch: string): boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`, 's').test(branch);
}

function isClean(changed: string[]): void {
  if (changed.length === 0) return;
  const shown = changed.slice(0, 5).join(', ');
  const more = changed.length > 5 ? ` and ${changed.length - 5} more` : '';
  throw refusal(
    `${plural(changed.length, 'file')} ${changed.length === 1 ? 'differs' : 'differ'} from the commit: ${shown}${more}`,
    'commit, stash or ignore them, so that what is deployed can be found again; or set "deploy": {"clean": false}',
  );
}

function refusal(message: string, next: string): RefusedError {
  return new RefusedError('deploy/repository', message, next);
}
