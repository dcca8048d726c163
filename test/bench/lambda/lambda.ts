import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { behindOf, databaseFrom, databaseOf } from '../tables.ts';
import { type ColdStart, coldStarts } from './cold.ts';
import { type Warm, warmChecks } from './warm.ts';

/** The bundles that CDK uploads, each in a process of its own behind Lambda's Runtime API. */
export interface LambdaFigures {
  starts: ColdStart[];
  checks: Warm[];
  /** sequences that were checked */
  size: number;
}

const turns = 20;
const size = 100;

const healthySql = Array.from(
  { length: size },
  (_, index) => `CREATE TABLE t${index} (id serial PRIMARY KEY); INSERT INTO t${index} DEFAULT VALUES`,
).join(';');

export async function lambdaFigures(server: string, addedMs: number): Promise<LambdaFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'lockstep-bench-'));
  try {
    const starts = await coldStarts(folder, turns);
    const healthy = await databaseFrom(server, 'bench_healthy', healthySql);
    const behind = await databaseOf(server, size);
    const checks: Warm[] = [];
    for (const place of [
      { url: healthy, state: 'all healthy', addedMs: 0 },
      { url: healthy, state: 'all healthy', addedMs },
      { url: behind, state: `${behindOf(size)} behind`, addedMs },
    ]) {
      for (const driver of ['neon', 'pg'] as const) checks.push(await warmChecks(driver, { folder, turns, ...place }));
    }
    return { starts, checks, size };
  } finally {
    await rm(folder, { recursive: true });
  }
}
