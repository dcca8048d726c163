import { chmodSync, mkdtempSync, readFileSync, rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const memory = '/dev/shm';
/** The largest tests together were seen to take 0.4 GB; what PostgreSQL writes ahead may grow to 1 GB a server. */
const wantedBytes = 3e9;

/**
 * Gives this run a folder of its own for temporary files, the databases above all: in memory, where Linux has the room
 * for it, since making and dropping a database takes 20 ms there, and half a second on many a disk. TMPDIR chooses another
 * place. What is returned removes it, with whatever a killed process or the CDK left there.
 */
export function placeForFiles(): () => void {
  const folder = mkdtempSync(
    join(process.env.TMPDIR === undefined && hasMemory() ? memory : tmpdir(), 'lockstep-run-'),
  );
  // PostgreSQL runs as another user where the tests run as root.
  chmodSync(folder, 0o755);
  process.env.TMPDIR = folder;
  return () => rmSync(folder, { recursive: true, force: true });
}

function hasMemory(): boolean {
  if (process.platform !== 'linux') return false;
  const mount = readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .find((line) => line.split(' ')[1] === memory);
  // A copy of PostgreSQL's programs may have to run from there.
  if (mount === undefined || /\b(ro|noexec)\b/.test(mount.split(' ')[3] ?? '')) return false;
  const { bavail, bsize } = statfsSync(memory);
  return bavail * bsize >= wantedBytes;
}
