import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

it('blocks when the sequence has handed out its last value', async () => {
  const report = await checked(`CREATE TABLE t (id smallserial PRIMARY KEY); SELECT setval('t_id_seq', 32767)`);
  expect(report.verdict).toBe('block');
  expect(entryOf(report, 't_id_seq')).toMatchObject({ status: 'exhausted', used: 1 });
  expect(findingOf(report, 'sequences/exhausted').remedy.sql?.join()).toContain(
    'ALTER TABLE "public"."t" ALTER COLUMN "id" TYPE bigint',
  );
});

it('counts the column: a bigint sequence fails at the end of int4', async () => {
  const report = await checked(`
    CREATE SEQUENCE big; CREATE TABLE t (id int DEFAULT nextval('big') PRIMARY KEY); SELECT setval('big', 2147483647)`);
  expect(entryOf(report, 'big').status).toBe('exhausted');
});

it('counts downward: a descending sequence ends at its minimum', async () => {
  const report = await checked(`
    CREATE SEQUENCE down INCREMENT -1 MINVALUE -5; CREATE TABLE t (id int DEFAULT nextval('down')); SELECT setval('down', -5)`);
  expect(entryOf(report, 'down').status).toBe('exhausted');
});

it('leaves a healthy descending sequence alone', async () => {
  const report = await checked(`
    CREATE SEQUENCE down INCREMENT -1; CREATE TABLE t (id bigint DEFAULT nextval('down')); SELECT setval('down', -5)`);
  expect(report.verdict).toBe('pass');
});
