import { createHash } from 'node:crypto';
import type { Manifest } from '../../../model/manifest.ts';
import { type Repository, UnreadableFileError } from '../repository/repository.ts';
import { gitOutput } from '../repository/walk.ts';

/**
 * The commit that the repository is at; `dirty` where files at these paths differ from it. Null where there is no git, or
 * no commit yet. `git status` would run the filters that the repository's configuration names: files are compared here.
 */
export function gitOf(repository: Repository, paths: string[]): Manifest['git'] {
  const commit = gitOutput(repository.root, ['rev-parse', '--verify', 'HEAD'])?.trim();
  if (!commit) return null;
  const wanted = paths.includes('') ? [] : paths;
  const tree = gitOutput(repository.root, ['ls-tree', '-r', '-z', commit, '--', ...wanted]);
  return { commit, dirty: tree === null || isDirty(repository, { wanted, committed: entriesOf(tree) }) };
}

interface Comparison {
  /** paths of files and directories; none for all */
  wanted: string[];
  /** by path: the object that the commit has there; null for what is no plain file */
  committed: Map<string, string | null>;
}

function isDirty(repository: Repository, { wanted, committed }: Comparison): boolean {
  const isWanted = (file: string) =>
    wanted.length === 0 || wanted.some((path) => file === path || file.startsWith(`${path}/`));
  const isNew = repository.files.some((file) => isWanted(file) && !committed.has(file));
  return isNew || [...committed].some(([file, object]) => object !== null && isChanged(repository, { file, object }));
}

function isChanged(repository: Repository, { file, object }: { file: string; object: string }): boolean {
  try {
    const content = repository.bytes(file);
    if (content === null) return true;
    if (objectOf(content, object) === object) return false;
    // Git may keep line ends of its own: core.autocrlf.
    const text = Buffer.from(content).toString('latin1');
    return !text.includes('\r\n') || objectOf(Buffer.from(text.replaceAll('\r\n', '\n'), 'latin1'), object) !== object;
  } catch (error) {
    if (error instanceof UnreadableFileError) return false;
    throw error;
  }
}

/** https://git-scm.com/book/en/v2/Git-Internals-Git-Objects; newer repositories may have SHA-256 */
function objectOf(content: Uint8Array, like: string): string {
  const hash = createHash(like.length === 40 ? 'sha1' : 'sha256');
  return hash.update(`blob ${content.length}\0`).update(content).digest('hex');
}

/** "100644 blob 1f7a...\tprisma/migrations/1/migration.sql" */
function entriesOf(tree: string): Map<string, string | null> {
  const entries = tree.split('\0').filter(Boolean);
  return new Map(
    entries.map((entry) => {
      const tab = entry.indexOf('\t');
      const [mode = '', , object = ''] = entry.slice(0, tab).split(' ');
      return [entry.slice(tab + 1), mode.startsWith('100') ? object : null];
    }),
  );
}
