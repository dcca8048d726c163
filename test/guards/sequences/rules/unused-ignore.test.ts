import { expect, it } from 'vitest';
import { checked, findingOf } from '../../../support/lockstep.ts';

it('tells of an ignored sequence that does not exist', async () => {
  const ignore = [{ sequence: 'public.ordres_id_seq', reason: 'rebuilt every night' }];
  const report = await checked('CREATE TABLE orders (id serial PRIMARY KEY)', { sequences: { ignore } });
  expect(findingOf(report, 'sequences/unused-ignore').message).toContain('public.ordres_id_seq');
});
