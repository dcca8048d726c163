import { beforeAll, describe, expect, it } from 'vitest';
import { lintRules } from '../../../../../shared/guards/migrations/lint/index.ts';
import { corpus } from './corpus.ts';
import type { Labelled } from './label.ts';
import { ownVerdicts, precision, recall, scores, total, type Verdicts } from './score.ts';

let verdicts: Verdicts;
beforeAll(async () => {
  verdicts = await ownVerdicts(corpus);
});

function labelsOf({ expected }: Labelled): string[] {
  return Object.entries(expected).map(([rule, found]) => `${rule} ${found}`);
}

describe('the corpus of labelled statements', () => {
  it('has at least 150 of them, and each says why', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(150);
    expect(corpus.filter(({ because }) => because === '')).toEqual([]);
    const keys = corpus.map(({ sql, wish }) => JSON.stringify([sql, wish]));
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('has every rule that is on by default', () => {
    const labelled = new Set(corpus.flatMap(({ expected }) => Object.keys(expected)));
    const missing = lintRules.filter(({ name, off }) => !off && !labelled.has(name));
    expect(missing.map(({ name }) => name)).toEqual([]);
  });

  it('has every label found, with its class, and nothing else: precision and recall are 1 for every rule', () => {
    const unlike = [...verdicts].filter(
      ([labelled, found]) => found.toSorted().join() !== labelsOf(labelled).toSorted().join(),
    );
    expect(unlike.map(([{ sql, because, expected }, found]) => ({ sql, because, expected, found }))).toEqual([]);
    const byRule = scores(verdicts, labelsOf);
    for (const score of [...byRule.values(), total(byRule.values())]) {
      expect([precision(score), recall(score)]).toEqual([1, 1]);
    }
  });
});
