import { expect, test } from 'vitest';
import { database } from '../../support/database.ts';
import { checked, entryOf, lockstep } from '../../support/lockstep.ts';

const table = 'CREATE TABLE t (id serial PRIMARY KEY); INSERT INTO t VALUES (1)';
const settings = { sequences: { ignore: [{ sequence: 'public.t_id_seq', reason: 'rebuilt every night' }] } };

test('an ignored sequence is told by its status and counted apart', async () => {
  const report = await checked(`${table}; CREATE TABLE u (id serial PRIMARY KEY)`, settings);
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'behind', ignored: true });
  expect(entryOf(report, 'u_id_seq')).not.toHaveProperty('ignored');
  expect(report.summary).toBe('all clear: 1 sequence healthy, 1 ignored');
});

test.each(['nextval', 'insert'] as const)('verify by %s neither draws from it nor judges it', async (proof) => {
  const shop = await database(table);
  const report = await lockstep('verify', shop.url, { settings, proof });
  expect(report).toMatchObject({ verdict: 'pass', findings: [] });
  expect(await shop.query('SELECT is_called FROM t_id_seq')).toEqual([{ is_called: false }]);
});
