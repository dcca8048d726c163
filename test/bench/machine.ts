import { cpus, release, totalmem, type } from 'node:os';
import { connected } from './connection.ts';

/** What the figures were measured on. */
export async function machineOf(server: string): Promise<string> {
  const [[version] = []] = await connected(server, (session) => session.rows('SHOW server_version'));
  const [cpu] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  const day = new Date().toISOString().slice(0, 10);
  return `${cpu?.model ?? 'unknown CPU'}, ${cpus().length} cores, ${memory} GB, ${type()} ${release()}; Node ${process.versions.node}, PostgreSQL ${version}; ${day}`;
}
