import { expect, it } from 'vitest';
import { newestKnown } from '../../../../shared/guards/schema/rules/newer-server.ts';
import { comparisonOf, factsOf, judgedBy } from '../judging.ts';

const next = newestKnown + 1;

it('is a note where both sides are of a version that is newer than known', () => {
  const comparisons = [comparisonOf([], { server: next })];
  const [finding] = judgedBy(factsOf([], { server: next, comparisons }));
  expect(finding).toMatchObject({ code: 'schema/newer-server', severity: 'info' });
  expect(finding?.unknown).toBeUndefined();
});

it('is unknown where one side alone is newer', () => {
  expect(judgedBy(factsOf([], { server: next }))).toMatchObject([
    { unknown: true, message: expect.stringContaining(`this is PostgreSQL ${next}, staging is from PostgreSQL 18`) },
  ]);
  expect(judgedBy(factsOf([], { comparisons: [comparisonOf([], { server: next })] }))).toMatchObject([
    { unknown: true },
  ]);
});

it('says nothing of known versions, nor where nothing was compared', () => {
  expect(judgedBy(factsOf([], { server: 14 }))).toEqual([]);
  expect(judgedBy(factsOf([], { server: next, comparisons: [] }))).toEqual([]);
});
