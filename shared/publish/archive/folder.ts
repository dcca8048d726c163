import { link, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { ulid } from 'ulid';
import type { Archive } from './archive.ts';
import { safeKey } from './keys.ts';

/**
 * An archive in a folder, for a server of one's own. Files appear whole: each is written beside its place, then put
 * there in one step. A claim is a hard link, which the file system makes only where nothing is.
 */
export function folderArchive(folder: string): Archive {
  const pathOf = (key: string) => join(resolve(folder), safeKey(key));
  return {
    addressOf: (key) => pathOf(key),
    async read(key) {
      return readFile(pathOf(key), 'utf8').catch(unless('ENOENT', null));
    },
    async write(key, text) {
      const path = pathOf(key);
      await rename(await beside(path, text), path);
    },
    async claim(key, text) {
      const path = pathOf(key);
      const written = await beside(path, text);
      try {
        return await link(written, path).then(() => true, unless('EEXIST', false));
      } finally {
        await rm(written, { force: true });
      }
    },
    async list(folder) {
      return readdir(pathOf(folder)).catch(unless('ENOENT', []));
    },
  };
}

async function beside(path: string, text: string): Promise<string> {
  await mkdir(dirname(path), { recursive: true });
  const written = `${path}.${ulid()}.tmp`;
  // Reports name tables and hosts: nobody else's business on a shared machine.
  await writeFile(written, text, { mode: 0o600 });
  return written;
}

function unless<Value>(code: string, value: Value) {
  return (error: NodeJS.ErrnoException): Value => {
    if (error.code === code) return value;
    throw error;
  };
}
