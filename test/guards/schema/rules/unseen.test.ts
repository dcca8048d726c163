import { expect, it } from 'vitest';
import { comparisonOf, factsOf, judgedBy } from '../judging.ts';

it('is unknown, once for all comparisons, with what could not be read on either side', () => {
  const comparisons = [
    comparisonOf([], { unseen: ['the view v'] }),
    comparisonOf([], { name: 'file', unseen: ['the view v', 'file: the index i'] }),
  ];
  expect(judgedBy(factsOf([], { comparisons }))).toMatchObject([
    {
      ...{ code: 'schema/unseen', unknown: true, evidence: { count: 2 } },
      message: '2 parts of the schema could not be read: the view v, file: the index i',
    },
  ]);
  expect(judgedBy(factsOf([]))).toEqual([]);
});
