import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

const table = (key: string) =>
  `CREATE SEQUENCE s MAXVALUE 10 CYCLE; CREATE TABLE t (id int DEFAULT nextval('s') ${key}); INSERT INTO t VALUES (5)`;

it('warns where a sequence that starts again feeds a unique column', async () => {
  const report = await checked(table('PRIMARY KEY'));
  expect(findingOf(report, 'sequences/cycles').severity).toBe('warn');
  expect(entryOf(report, 's').status).toBe('not-comparable');
});

it('only tells where no insert can fail of it', async () => {
  expect(findingOf(await checked(table('')), 'sequences/cycles').severity).toBe('info');
});
