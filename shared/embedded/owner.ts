import { chown, lchown, mkdtemp, readdir, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** Who runs the server; empty: whoever runs Lockstep. */
export type Owner = { uid: number; gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root; `nobody` has this number on Linux and needs no account of its own. */
export function serverOwner(): Owner {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}

/** A new folder that the server's owner can reach: what TMPDIR names may be for root alone. */
export async function folderFor(owner: Owner): Promise<string> {
  const base = owner.uid === undefined || (await isOpen(tmpdir())) ? tmpdir() : '/tmp';
  const folder = await mkdtemp(join(base, 'lockstep-postgres-'));
  await giveTo(owner, folder);
  return folder;
}

async function isOpen(path: string): Promise<boolean> {
  const { mode } = await stat(path);
  return (mode & 0o001) !== 0 && (path === dirname(path) || isOpen(dirname(path)));
}

/** Gives a file or folder, with all that is in it, to the server's owner. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
  const { uid, gid } = owner;
  if (uid === undefined || gid === undefined) return;
  await chown(path, uid, gid);
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  await Promise.all(entries.map((entry) => lchown(join(entry.parentPath, entry.name), uid, gid)));
}
