import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/** What git says of a folder: `branch` is null where no branch is checked out, `changed` are files that differ from the commit. */
export interface GitState {
  sha: string | null;
  branch: string | null;
  changed: string[];
  /** who commits here, by git's configuration */
  author: string | null;
}

const run = promisify(execFile);
/** So that nothing is written, and git runs no hook of the repository. */
const quiet = ['-c', 'core.fsmonitor=false', '-c', 'core.hooksPath=/dev/null'];

/** Null where there is no git, or the folder is in no repository. */
export async function gitState(folder: string): Promise<GitState | null> {
  const inside = await git(folder, ['rev-parse', '--is-inside-work-tree']);
  if (inside?.trim() !== 'true') return null;
  const [sha, branch, status, author] = await Promise.all([
    git(folder, ['rev-parse', '--verify', 'HEAD']),
    git(folder, ['symbolic-ref', '--short', 'HEAD']),
    git(folder, ['status', '--porcelain', '-z', '--untracked-files=normal', '--ignore-submodules=none']),
    git(folder, ['config', 'user.email']),
  ]);
  return {
    sha: trimmed(sha),
    branch: trimmed(branch),
    changed: changedIn(status ?? '?? (git status failed)'),
    author: trimmed(author),
  };
}

function trimmed(text: string | null): string | null {
  return text?.trim() || null;
}

/** Entries end by NUL: two letters, a space, the path; a renamed one is followed by its old path. Restore points are ours. */
function changedIn(status: string): string[] {
  const changed: string[] = [];
  const entries = status.split('\0');
  for (let at = 0; at < entries.length; at += 1) {
    const entry = entries[at] ?? '';
    if (entry === '') continue;
    changed.push(entry.slice(3));
    if (/^(R|C|.R|.C)/.test(entry.slice(0, 2))) at += 1;
  }
  return changed.filter((path) => !/(^|\/)\.lockstep\//.test(path));
}

async function git(folder: string, words: string[]): Promise<string | null> {
  try {
    const { stdout } = await run('git', ['-C', folder, ...quiet, ...words], {
      env: { ...process.env, GIT_OPTIONAL_LOCKS: '0' },
      maxBuffer: 64 * 1024 * 1024,
      timeout: 60_000,
    });
    return stdout;
  } catch {
    return null;
  }
}
