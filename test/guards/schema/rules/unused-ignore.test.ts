import { expect, it } from 'vitest';
import { comparisonOf, extra, factsOf, judgedBy } from '../judging.ts';

const ignore = [
  { object: 'public.note*', kind: 'table' as const, reason: 'a trial' },
  { object: 'public.orders', reason: 'mistyped' },
];
const differences = [extra('table', ['public', 'notes'])];

it('is told for information where an entry is like no difference', () => {
  expect(judgedBy(factsOf(differences), { schema: { ignore } })).toMatchObject([
    {
      ...{ code: 'schema/unused-ignore', severity: 'info', subject: { kind: 'object', name: 'public.orders' } },
      message: 'schema.ignore names public.orders, which does not differ here',
    },
  ]);
});

it('is not told where not all was compared, or with the last run alone', () => {
  const failed = factsOf([], { comparisons: [comparisonOf([], { failure: 'asleep', steps: [] })] });
  expect(judgedBy(failed, { schema: { ignore } }).map(({ code }) => code)).toEqual(['schema/not-compared']);
  const drift = factsOf([], { comparisons: [comparisonOf([], { source: 'archive', name: 'archive' })] });
  expect(judgedBy(drift, { schema: { ignore } })).toEqual([]);
});
