import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep } from '../../../support/lockstep.ts';

const table = `CREATE TABLE t (id serial PRIMARY KEY, mine bool DEFAULT false); INSERT INTO t SELECT generate_series(1, 50);
  ALTER TABLE t ENABLE ROW LEVEL SECURITY; CREATE POLICY mine ON t USING (mine)`;

it('does not take the rows that row security shows for all there are', async () => {
  const shop = await database(table);
  const role = await shop.role((name) => `GRANT SELECT ON t, t_id_seq TO ${name}`);
  const report = await lockstep('check', role.url);
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'sequences/rows-hidden').message).toContain('row security hides rows of public.t');
});

it('sees all rows as a role that row security does not bind', async () => {
  expect((await lockstep('check', (await database(table)).url)).verdict).toBe('block');
});
