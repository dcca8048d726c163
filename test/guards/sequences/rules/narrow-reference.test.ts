import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

const tables = 'CREATE TABLE t (id bigserial PRIMARY KEY); CREATE TABLE u (t_id int REFERENCES t);';

it('tells of an int4 column that references a bigint key', async () => {
  const finding = findingOf(await checked(tables), 'sequences/narrow-reference');
  expect(finding).toMatchObject({ severity: 'info', subject: { table: 'u', column: 't_id' } });
  expect(finding.remedy.sql).toEqual(['ALTER TABLE "public"."u" ALTER COLUMN "t_id" TYPE bigint']);
});

it('warns once half of what it can hold is used', async () => {
  const report = await checked(`${tables} SELECT setval('t_id_seq', 1200000000)`);
  expect(findingOf(report, 'sequences/narrow-reference').severity).toBe('warn');
});

it('does not call the key used up where it has passed the column long ago', async () => {
  const report = await checked(`${tables} SELECT setval('t_id_seq', 3000000000)`);
  expect(entryOf(report, 't_id_seq').status).toBe('healthy');
  expect(report.verdict).toBe('warn');
});
