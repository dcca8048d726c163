import { expect, it } from 'vitest';
import { checked, codesOf, findingOf } from '../../../support/lockstep.ts';

it('tells of a default on a sequence that no column owns, and how to tie it', async () => {
  const report = await checked(`CREATE SEQUENCE s; CREATE TABLE t (id bigint DEFAULT nextval('s'))`);
  expect(findingOf(report, 'sequences/unowned').remedy.sql).toEqual([
    'ALTER SEQUENCE "public"."s" OWNED BY "public"."t"."id"',
  ]);
  expect(report.verdict).toBe('pass');
});

it('is quiet about a sequence that several tables share, which none can own', async () => {
  const report = await checked(
    `CREATE SEQUENCE s; CREATE TABLE t (id bigint DEFAULT nextval('s')); CREATE TABLE u (id bigint DEFAULT nextval('s'))`,
  );
  expect(codesOf(report)).toEqual([]);
});
