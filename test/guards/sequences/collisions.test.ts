import { expect, it } from 'vitest';
import { database, type TestDatabase } from '../../support/database.ts';
import { entryOf, findingOf, lockstep } from '../../support/lockstep.ts';

const partitioned = (count: number) => `
  CREATE TABLE t (id bigserial, spread int NOT NULL, x text, PRIMARY KEY (id, spread)) PARTITION BY HASH (spread);
  DO $$ BEGIN FOR i IN 0 .. ${count - 1} LOOP
    EXECUTE format('CREATE TABLE t_%s PARTITION OF t FOR VALUES WITH (MODULUS ${count}, REMAINDER %s)', i, i);
  END LOOP; END $$;
  CREATE INDEX ON t (x);`;

/** Statuses of a sequence while an application inserts all the time. */
async function statusesBeside(shop: TestDatabase, insert: string, name: string): Promise<string[]> {
  const writer = await shop.connect();
  let done = false;
  const writing = (async () => {
    while (!done) await writer.query(insert);
  })();
  const statuses = new Set<string>();
  for (let index = 0; index < 15; index += 1) statuses.add(entryOf(await lockstep('check', shop.url), name).status);
  done = true;
  await writing;
  return [...statuses];
}

it('takes rows that come in meanwhile for what they are, in a table of many partitions', async () => {
  const shop = await database(`${partitioned(100)} INSERT INTO t (spread) SELECT generate_series(1, 500)`);
  const insert = 'INSERT INTO t (spread) VALUES ((random() * 1000)::int)';
  expect(await statusesBeside(shop, insert, 't_id_seq')).toEqual(['healthy']);
});

it('takes rows that come in meanwhile for what they are, below a lone far value', async () => {
  const shop = await database(`CREATE TABLE t (id serial PRIMARY KEY, x int); INSERT INTO t VALUES (2000000000)`);
  expect(await statusesBeside(shop, 'INSERT INTO t (x) VALUES (1)', 't_id_seq')).toEqual(['healthy']);
});

it('holds few locks at once, also for hundreds of partitions that are all behind', async () => {
  const shop = await database(
    `${partitioned(200)} INSERT INTO t (id, spread) SELECT i, i FROM generate_series(1, 30000) i;
     INSERT INTO t (id, spread) VALUES (4000000000, 1)`,
  );
  const watcher = await shop.connect();
  const counts: number[] = [];
  let done = false;
  const watching = (async () => {
    while (!done) {
      const { rows } =
        await watcher.query(`SELECT count(*)::int AS locks FROM pg_locks JOIN pg_stat_activity USING (pid)
        WHERE application_name LIKE 'lockstep%' AND locktype = 'relation' AND datname = current_database()`);
      counts.push(rows[0].locks);
    }
  })();
  const report = await lockstep('check', shop.url, { settings: { sequences: { reach: 1000 } } });
  done = true;
  await watching;
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'behind', stepsBehind: '30000' });
  expect(findingOf(report, 'sequences/outlier').evidence).toMatchObject({ value: '4000000000' });
  expect(Math.max(...counts)).toBeLessThanOrEqual(500);
});

it('finds where the rows end that are spread over partitions, each going on where another has a gap', async () => {
  const blocks = `INSERT INTO t (id, spread) SELECT i, (i / 40) % 7 FROM generate_series(1, 2000) i`;
  const shop = await database(`${partitioned(150)} ${blocks}; INSERT INTO t (id, spread) VALUES (3000, 5)`);
  const report = await lockstep('check', shop.url, { settings: { sequences: { reach: 50 } } });
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'behind', stepsBehind: '2000' });
});

it('moves a sequence with cached values past the rows of hundreds of partitions', async () => {
  const rows = 'INSERT INTO t (id, spread) SELECT i * 100, i FROM generate_series(1, 3000) i';
  const shop = await database(`${partitioned(200)} ALTER SEQUENCE t_id_seq CACHE 10; ${rows}`);
  const report = await lockstep('fix', shop.url);
  expect(report.changes).toMatchObject([{ method: 'restart', from: '1', to: '300001' }]);
  expect((await lockstep('verify', shop.url)).verdict).toBe('pass');
});
