import { expect, it } from 'vitest';
import { checked, entryOf, findingOf } from '../../../support/lockstep.ts';

it('tells of a sequence that nothing in the catalog uses, without judging it', async () => {
  const report = await checked('CREATE SEQUENCE hibernate_sequence');
  expect(entryOf(report, 'hibernate_sequence').status).toBe('orphan');
  expect(findingOf(report, 'sequences/orphan').remedy.summary).toContain('"feeds"');
  expect(report.verdict).toBe('pass');
});

it('says which column owns it without using it', async () => {
  const report = await checked('CREATE TABLE t (id bigint); CREATE SEQUENCE s OWNED BY t.id');
  expect(findingOf(report, 'sequences/orphan').message).toContain('owned by t.id, whose default does not use it');
});
