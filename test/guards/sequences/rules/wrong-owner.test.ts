import { expect, it } from 'vitest';
import { checked, findingOf } from '../../../support/lockstep.ts';

it('warns of a sequence that would be dropped with a column that it does not feed', async () => {
  const report = await checked(`
    CREATE TABLE a (id bigint); CREATE SEQUENCE s OWNED BY a.id; CREATE TABLE b (id bigint DEFAULT nextval('s'))`);
  const finding = findingOf(report, 'sequences/wrong-owner');
  expect(finding.message).toBe('s is owned by a.id, but feeds b.id: dropping the first breaks inserts into the latter');
  expect(report.verdict).toBe('warn');
});

it('is quiet where the owner is one of the columns that it feeds', async () => {
  const report = await checked(`CREATE TABLE a (id bigserial); CREATE TABLE b (id bigint DEFAULT nextval('a_id_seq'))`);
  expect(report.findings).toEqual([]);
});
