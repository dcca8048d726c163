import { expect, it } from 'vitest';
import { database } from '../../support/database.ts';
import { entryOf, lockstep } from '../../support/lockstep.ts';

it('reads a sequence that is altered at that very moment, again and again', async () => {
  const shop = await database('CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (5)');
  const altering = await shop.connect();
  let done = false;
  const alter = (async () => {
    while (!done) await altering.query('ALTER SEQUENCE t_id_seq CACHE 1');
  })();
  const statuses = new Set<string>();
  for (let index = 0; index < 40; index += 1) {
    statuses.add(entryOf(await lockstep('check', shop.url), 't_id_seq').status);
  }
  done = true;
  await alter;
  expect([...statuses]).toEqual(['behind']);
});
