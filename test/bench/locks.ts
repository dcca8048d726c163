import { setTimeout as pause } from 'node:timers/promises';
import { connected } from './connection.ts';
import { lockstep } from './lockstep.ts';

/** Locks of every session of Lockstep, in shared memory or not. */
const heldSql = `
SELECT count(*)::int
FROM pg_locks l
JOIN pg_stat_activity a ON a.pid = l.pid
WHERE a.application_name LIKE 'lockstep:%'
GROUP BY l.pid`;

/** The most locks that one check holds at once, as a second connection sees it every few milliseconds. */
export function mostLocksOf(url: string): Promise<{ most: number; samples: number }> {
  return connected(url, async (session) => {
    let most = 0;
    let samples = 0;
    let checking = true;
    const check = lockstep('check', url).finally(() => {
      checking = false;
    });
    while (checking) {
      const [[held] = []] = await session.rows(heldSql);
      most = Math.max(most, Number(held ?? 0));
      samples += 1;
      await pause(2);
    }
    await check;
    return { most, samples };
  });
}
