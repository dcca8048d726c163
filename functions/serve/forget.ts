import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

const dayMs = 86_400_000;
/** As the lifecycle of the bucket does: a delivery counts for a day. */
const keptMs = 2 * dayMs;
/** What Lockstep keeps there, and nothing else: the folder may be anybody's. */
const ours = /^(check|fix|verify)\/([0-9a-f]{64}(\/\d+\.json.*)?|reports\/\w+-[0-9A-Z]{26}\.json.*)$/;

/**
 * Forgets old calls of an archive in a folder, now and every day, and old reports where the folder is a temporary one; what
 * is returned ends that.
 */
export function forgetting(folder: string, { temporary = false } = {}): () => void {
  const forget = () => {
    void forgetCalls(folder).catch(() => {});
    if (temporary) void forgetIn(join(folder, 'reports'), /\.json$/).catch(() => {});
  };
  forget();
  const timer = setInterval(forget, dayMs).unref();
  return () => clearInterval(timer);
}

/** Removes the calls that were not touched for two days; reports stay. */
export async function forgetCalls(folder: string): Promise<void> {
  await forgetIn(join(folder, 'calls'), ours);
}

async function forgetIn(folder: string, those: RegExp): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name);
    if (!those.test(relative(folder, path).replaceAll(sep, '/'))) continue;
    const known = await stat(path).catch(() => null);
    if (known === null || Date.now() - known.mtimeMs < keptMs) continue;
    // A folder is touched when a file in it goes, and follows later; one that is not empty stays.
    await (entry.isDirectory() ? rmdir(path) : rm(path)).catch(() => {});
  }
}
