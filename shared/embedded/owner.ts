import { chown, lchown, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Who runs the server; empty: whoever runs Lockstep. */
export type Owner = { uid: number; gid: number } | Record<string, never>;

/** PostgreSQL refuses to run as root; `nobody` has this number on Linux and needs no account of its own. */
export function serverOwner(): Owner {
  return process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
}

/** Gives a file or folder, with all that is in it, to the server's owner. */
export async function giveTo(owner: Owner, path: string): Promise<void> {
  const { uid, gid } = owner;
  if (uid === undefined || gid === undefined) return;
  await chown(path, uid, gid);
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  await Promise.all(entries.map((entry) => lchown(join(entry.parentPath, entry.name), uid, gid)));
}
