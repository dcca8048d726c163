import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { TestDatabase } from '../../support/database.ts';
import { type Judgement, judged, type Repair } from './judge.ts';
import { type Log, now } from './log.ts';

/** How long the writers write; more in a soak: LOCKSTEP_RACE_SECONDS=60. */
export const raceSeconds = Number(process.env.LOCKSTEP_RACE_SECONDS ?? 1.5);

export interface Race {
  log: Log;
  judgement: Judgement;
  repairs: Repair[];
}

/** Lets eight writers, in a process of their own, race against repairs that each fixer does over and over. */
export async function race(shop: TestDatabase, fixers: (() => Promise<unknown>)[]): Promise<Race> {
  const writers = fork(join(import.meta.dirname, 'writers.ts'), [shop.url, String(raceSeconds)], {
    execArgv: [],
    serialization: 'advanced',
  });
  try {
    await Promise.race([once(writers, 'message'), ended(writers)]);
    let racing = true;
    const answer = Promise.race([once(writers, 'message'), ended(writers)]).finally(() => {
      racing = false;
    });
    const repairs: Repair[] = [];
    const repair = async (fixer: () => Promise<unknown>) => {
      while (racing) {
        const began = now();
        await fixer();
        repairs.push({ began, ended: now() });
      }
    };
    const [[log]] = (await Promise.all([answer, ...fixers.map(repair)])) as unknown as [[Log]];
    return { log, judgement: judged(log, repairs), repairs };
  } finally {
    writers.kill('SIGKILL');
  }
}

async function ended(process: ReturnType<typeof fork>): Promise<never> {
  const [code] = await once(process, 'exit');
  throw new Error(`the writers ended with ${code} before they said what they did`);
}
