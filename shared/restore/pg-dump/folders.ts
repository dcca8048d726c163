import { chmod, mkdir, readdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { codeOf } from '../../model/errors.ts';
import { momentOf, stampOf } from '../names.ts';
import { refused } from '../refused.ts';

const file = 'lockstep.json';

/** Beside a dump: whose it is. Only a folder that holds one was made by Lockstep, and is whole. */
const dumpSchema = z.object({
  lockstep: z.string(),
  target: z.string(),
  at: z.iso.datetime(),
  host: z.string(),
  port: z.number(),
  database: z.string(),
  server: z.string(),
  program: z.string(),
  major: z.number().int(),
  path: z.string(),
  jobs: z.number().int(),
  bytes: z.number(),
  lacks: z.string().nullable().default(null),
});
export type Dump = z.infer<typeof dumpSchema>;

/** Where the dumps of one target lie. A target may be called "..". */
export function folderOf(directory: string, target: string): string {
  return resolve(directory, /^\.+$/.test(target) ? `_${target}` : target);
}

/**
 * Makes a folder, lets `use` fill it under another name, and gives it its own when it is whole; nothing of it is left where
 * that fails. Only this user may read it.
 * @throws RefusedError where the folder cannot be made
 */
export async function fillFolder(
  { directory, target, at }: { directory: string; target: string; at: Date },
  use: (folder: string) => Promise<Omit<Dump, 'bytes'>>,
): Promise<{ folder: string; dump: Dump }> {
  const folder = join(folderOf(directory, target), stampOf(at));
  const half = `${folder}.partial`;
  await make(directory, half);
  try {
    const dump = await use(half);
    const whole = { ...dump, bytes: await bytesIn(half) };
    await writeFile(join(half, file), `${JSON.stringify(whole, null, 2)}\n`, { mode: 0o600 });
    await rename(half, folder);
    return { folder, dump: whole };
  } catch (error) {
    await rm(half, { recursive: true, force: true });
    throw error;
  }
}

async function make(directory: string, half: string): Promise<void> {
  try {
    await mkdir(join(half, '..'), { recursive: true, mode: 0o700 });
    // Dumps hold everything that the database holds: no commit and no other user is to have them.
    await writeFile(join(directory, '.gitignore'), '*\n', { flag: 'wx' }).catch(unlessThere);
    await mkdir(half, { mode: 0o700 });
    await chmod(half, 0o700);
  } catch (error) {
    const reason = codeOf(error);
    const next = 'name another "directory" in the target\'s restore settings, or run again';
    throw refused(`cannot make the folder ${half} (${reason})`, next);
  }
}

function unlessThere(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') throw error;
}

/** How many bytes lie in a folder by now. */
export async function bytesIn(folder: string): Promise<number> {
  const names = await readdir(folder, { recursive: true }).catch(() => []);
  const sizes = names.map((name) =>
    stat(join(folder, name)).then(
      ({ size }) => size,
      () => 0,
    ),
  );
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** How many bytes are free where a folder is, or would be made. */
export async function bytesFree(folder: string): Promise<number> {
  const found = await statfs(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && resolve(folder, '..') !== folder) return null;
    throw refused(
      `cannot look into ${folder} (${error.code})`,
      'name another "directory" in the target\'s restore settings',
    );
  });
  return found === null ? bytesFree(resolve(folder, '..')) : found.bavail * found.bsize;
}

/** The whole dumps of a target, in no order. */
export async function dumpsOf(directory: string, target: string): Promise<{ folder: string; dump: Dump }[]> {
  const own = folderOf(directory, target);
  const names = await readdir(own).catch(() => []);
  const found = names.filter((name) => momentOf(name) !== null).map((name) => join(own, name));
  const read = await Promise.all(found.map(async (folder) => ({ folder, dump: await dumpIn(folder) })));
  return read.flatMap(({ folder, dump }) => (dump !== null && dump.target === target ? [{ folder, dump }] : []));
}

async function dumpIn(folder: string): Promise<Dump | null> {
  const text = await readFile(join(folder, file), 'utf8').catch(() => null);
  try {
    return text === null ? null : dumpSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const longestMs = 24 * 60 * 60 * 1000;

/** Removes what a process left behind that was killed while it made a dump, a day later. */
export async function removeHalves(directory: string, target: string): Promise<void> {
  const own = folderOf(directory, target);
  const names = await readdir(own).catch(() => []);
  for (const name of names) {
    const moment = name.endsWith('.partial') ? momentOf(name.slice(0, -'.partial'.length)) : null;
    if (moment !== null && Date.now() - moment.getTime() > longestMs) await removeFolder(join(own, name));
  }
}

export async function removeFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
