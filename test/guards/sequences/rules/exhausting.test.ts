import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

const filled = (value: number) => `CREATE TABLE t (id serial PRIMARY KEY); SELECT setval('t_id_seq', ${value})`;

it('warns from 80 % of the range on, and says how many values are left', async () => {
  const finding = findingOf(await checked(filled(1_800_000_000)), 'sequences/exhausting');
  expect(finding).toMatchObject({ severity: 'warn', evidence: { left: '347483647', limit: '2147483647' } });
  expect(finding.message).toContain('83.8 %');
});

it('blocks from 95 % on', async () => {
  expect((await checked(filled(2_100_000_000))).verdict).toBe('block');
});

it('is quiet at 79 %', async () => {
  expect((await checked(filled(1_700_000_000))).findings).toEqual([]);
});

it('can be told other limits', async () => {
  const report = await checked(filled(1_000_000_000), { sequences: { warnAt: 0.3, blockAt: 0.4 } });
  expect(report.verdict).toBe('block');
});

it('counts the columns that reference it: a bigint key with int4 foreign keys still ends at 2^31', async () => {
  const report = await checked(`
    CREATE TABLE t (id bigserial PRIMARY KEY); CREATE TABLE u (t_id int REFERENCES t);
    SELECT setval('t_id_seq', 2000000000)`);
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'exhausting', limit: '2147483647' });
  expect(findingOf(report, 'sequences/exhausting').message).toContain('u.t_id references it and is integer');
});

it('measures from where the range starts, not from zero', async () => {
  const report = await checked(`
    CREATE SEQUENCE s MINVALUE 1000000 MAXVALUE 2000000; CREATE TABLE t (id int DEFAULT nextval('s')); SELECT setval('s', 1100000)`);
  expect(entryOf(report, 's').used).toBeCloseTo(0.1, 5);
});
