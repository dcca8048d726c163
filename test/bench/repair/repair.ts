import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Report } from '../../../shared/model/report.ts';
import { connected } from '../connection.ts';
import { quantile } from '../contender.ts';
import { lockstep } from '../lockstep.ts';
import { databaseFrom } from '../tables.ts';
import { fallBehindSql, setupSql } from './tables.ts';
import type { Insert } from './writers.ts';

const rounds = 3;
const undisturbedMs = 1500;

/** How long inserts took. */
export interface Inserts {
  count: number;
  collided: number;
  p50: number;
  p99: number;
  max: number;
}

/** What fix did to eight writers, over all rounds. */
export interface Repair {
  without: Inserts;
  during: Inserts;
  reports: Report[];
}

interface Span {
  from: number;
  to: number;
}

/** Lets eight writers insert, undisturbed for a while, and then while `fix` runs; three times. */
export async function repairUnderLoad(server: string): Promise<Repair> {
  const url = await databaseFrom(server, 'bench_repair', setupSql);
  const writers = fork(join(import.meta.dirname, 'writers.ts'), [url], { execArgv: [], serialization: 'advanced' });
  await once(writers, 'message');
  const quiet: Span[] = [];
  const busy: Span[] = [];
  const reports: Report[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await connected(url, (session) => session.rows(fallBehindSql));
    quiet.push(await spanOf(() => pause(undisturbedMs)));
    busy.push(await spanOf(async () => void reports.push(await lockstep('fix', url))));
  }
  writers.send('stop');
  const [inserts] = (await once(writers, 'message')) as [Insert[]];
  return { without: during(inserts, quiet), during: during(inserts, busy), reports };
}

async function spanOf(action: () => Promise<unknown>): Promise<Span> {
  const from = performance.timeOrigin + performance.now();
  await action();
  return { from, to: performance.timeOrigin + performance.now() };
}

/** An insert counts where it was at work at any moment of a span. */
function during(inserts: Insert[], spans: Span[]): Inserts {
  const those = inserts.filter(([began, took]) => spans.some(({ from, to }) => began + took >= from && began <= to));
  const times = those.map(([, took]) => took);
  return {
    count: those.length,
    collided: those.filter(([, , collided]) => collided).length,
    p50: quantile(times, 0.5),
    p99: quantile(times, 0.99),
    max: Math.max(...times),
  };
}
