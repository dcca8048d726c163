import type { Manifest } from '../../../model/manifest.ts';
import type { Repository } from '../repository/repository.ts';
import { gitOutput } from '../repository/walk.ts';

/**
 * The commit that the repository is at; `dirty` where files in these directories differ from it. Null where there is no
 * git, or no commit yet.
 */
export function gitOf({ root }: Repository, directories: string[]): Manifest['git'] {
  const commit = gitOutput(root, ['rev-parse', '--verify', 'HEAD'])?.trim();
  if (!commit) return null;
  const paths = directories.map((directory) => (directory === '' ? '.' : directory));
  const changes = gitOutput(root, ['status', '--porcelain', '-z', '--untracked-files=all', '--', ...paths]);
  return { commit, dirty: changes !== '' };
}
