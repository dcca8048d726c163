import { readFileSync } from 'node:fs';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from '../../shared/embedded/postgres.ts';
import type { Report } from '../../shared/model/report.ts';
import { lockstepCommand as command } from '../support/command.ts';

/** 20,000 tables with key and sequence are 60,000 relations; they take half a minute to make, so usually it is fewer. */
const tables = process.env.LOCKSTEP_SLOW ? 20_000 : 3_000;
/** Of which Node with its loader of TypeScript takes 110. */
const mostMegabytes = process.env.LOCKSTEP_SLOW ? 500 : 200;

let postgres: EmbeddedPostgres;
beforeAll(async () => {
  postgres = await startPostgres();
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  await client.query(`DO $$ BEGIN FOR i IN 1 .. ${tables} LOOP
    EXECUTE format('CREATE TABLE t%s (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY)', i);
    EXECUTE format('INSERT INTO t%s OVERRIDING SYSTEM VALUE VALUES (%s)', i, CASE WHEN i % 100 = 0 THEN 1 ELSE 0 END);
    IF i % 500 = 0 THEN COMMIT; END IF;
  END LOOP; END $$`);
  await client.end();
}, 300_000);
afterAll(() => postgres?.stop());

test.each([
  ['check', 1, tables / 100],
  ['fix', 0, 0],
  ['verify', 0, 0],
] as const)('%s of thousands of tables holds few locks at once, and little memory', async (operation, exit, behind) => {
  const samples = sampler(postgres.url);
  let memory = 0;
  const { code, stdout } = await command([operation, '--url', postgres.url, '--format', 'json'], {
    meanwhile(child) {
      const timer = setInterval(() => {
        memory = Math.max(memory, memoryOf(child.pid));
      }, 20);
      child.once('exit', () => clearInterval(timer));
    },
  });
  const { most, taken } = await samples.stop();
  const report = JSON.parse(stdout) as Report;
  expect(code, report.summary).toBe(exit);
  expect(report.sequences).toHaveLength(tables);
  expect(report.sequences?.filter(({ status }) => status === 'behind')).toHaveLength(behind);
  expect(report.sequences?.filter(({ status }) => status === 'unknown')).toEqual([]);
  expect(taken).toBeGreaterThan(0);
  expect(most).toBeLessThanOrEqual(500);
  expect(memory).toBeLessThan(mostMegabytes);
});

/** Looks again and again from another connection how many locks Lockstep holds. */
function sampler(url: string): { stop(): Promise<{ most: number; taken: number }> } {
  const counts: number[] = [];
  let going = true;
  const sampling = (async () => {
    const client = new Client({ connectionString: url });
    await client.connect();
    while (going) {
      const { rows } = await client.query(`SELECT count(*)::int FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE application_name LIKE 'lockstep%' AND locktype = 'relation'`);
      if (rows[0].count > 0) counts.push(rows[0].count);
    }
    await client.end();
  })();
  return {
    async stop() {
      going = false;
      await sampling;
      return { most: Math.max(...counts), taken: counts.length };
    },
  };
}

/** The most memory that the process had so far, in megabytes. */
function memoryOf(pid: number | undefined): number {
  try {
    const [, kilobytes = '0'] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? [];
    return Number(kilobytes) / 1024;
  } catch {
    return 0;
  }
}
