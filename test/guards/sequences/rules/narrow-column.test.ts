import { expect, it } from 'vitest';
import { checked, findingOf } from '../../../support/lockstep.ts';

it.each(['int2', 'int4', 'numeric(5)'])('tells of a bigint sequence that feeds an %s column', async (type) => {
  const report = await checked(`CREATE SEQUENCE s; CREATE TABLE t (id ${type} DEFAULT nextval('s'))`);
  expect(findingOf(report, 'sequences/narrow-column').severity).toBe('info');
});

it('is quiet about a serial, whose sequence ends where its column does', async () => {
  expect((await checked('CREATE TABLE t (id serial, small smallserial, big bigserial)')).findings).toEqual([]);
});
