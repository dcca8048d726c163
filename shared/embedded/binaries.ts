import { execFile } from 'node:child_process';
import { cp, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import * as z from 'zod';
import type { Owner } from './owner.ts';
import { giveTo } from './owner.ts';

/** The programs of one PostgreSQL, as files that the server's owner can run. */
export interface Binaries {
  initdb: string;
  postgres: string;
}

/**
 * Makes the binaries in `native` ready to run: the links that npm leaves out are made, and where the owner cannot reach
 * them (a checkout below a home of mode 0700) they are copied into `folder`.
 */
export async function runnableBinaries(native: string, folder: string, owner: Owner): Promise<Binaries> {
  await makeLinks(native);
  if ((await failure(native, folder, owner)) === undefined) return binariesIn(native);
  const copy = join(folder, 'native');
  await cp(native, copy, { recursive: true, verbatimSymlinks: true });
  await makeLinks(copy);
  await giveTo(owner, copy);
  const reason = await failure(copy, folder, owner);
  if (reason !== undefined) throw new Error(`the binaries of PostgreSQL do not run on this system: ${reason}`);
  return binariesIn(copy);
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin', 'initdb'), postgres: join(native, 'bin', 'postgres') };
}

/** Why the binaries do not run, or undefined where they do. */
async function failure(native: string, folder: string, owner: Owner): Promise<string | undefined> {
  const { initdb, postgres } = binariesIn(native);
  try {
    for (const program of [postgres, initdb]) {
      await promisify(execFile)(program, ['--version'], { ...owner, cwd: folder, env: { LC_ALL: 'C' } });
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  }
}

const linksSchema = z.array(z.object({ source: z.string(), target: z.string() }));

/** npm packages hold no symbolic links; the platform packages list theirs, and `npm ci --ignore-scripts` skips making them. */
async function makeLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  const root = dirname(native);
  for (const { source, target } of linksSchema.parse(JSON.parse(list))) {
    // It exists already, or the folder is read-only: trying the binaries tells.
    await symlink(relative(dirname(target), source), join(root, target)).catch(() => {});
  }
}
