import { lintOf } from '../harness.ts';
import type { Labelled } from './label.ts';

/** How often a rule was right. `missed`: labelled and not found; `wrong`: found and not labelled. */
export interface Score {
  right: number;
  missed: number;
  wrong: number;
}

/** What a linter says of a labelled statement: rules, with their class where it has one. */
export type Verdicts = Map<Labelled, string[]>;

/** "drop-table dangerous", the worst class of each rule: what Lockstep says of every statement. */
export async function ownVerdicts(corpus: Labelled[]): Promise<Verdicts> {
  const verdicts: Verdicts = new Map();
  for (const labelled of corpus) verdicts.set(labelled, verdictOf(await lintOf(labelled.sql, labelled.wish)));
  return verdicts;
}

const classes = ['safe', 'careful', 'dangerous'];

function verdictOf(entries: { rule: string; class: string }[]): string[] {
  const worst = new Map<string, string>();
  for (const { rule, class: found } of entries) {
    const before = worst.get(rule) ?? 'safe';
    worst.set(rule, classes[Math.max(classes.indexOf(before), classes.indexOf(found))] ?? found);
  }
  return [...worst].map(([rule, found]) => `${rule} ${found}`);
}

/** The score of every rule that is labelled or found. `labelsOf`: what the linter should have said. */
export function scores(verdicts: Verdicts, labelsOf: (labelled: Labelled) => string[]): Map<string, Score> {
  const byRule = new Map<string, Score>();
  const count = (rule: string, what: keyof Score) => {
    const score = byRule.get(rule) ?? { right: 0, missed: 0, wrong: 0 };
    byRule.set(rule, { ...score, [what]: score[what] + 1 });
  };
  for (const [labelled, found] of verdicts) {
    const labels = labelsOf(labelled);
    for (const rule of labels) count(rule, found.includes(rule) ? 'right' : 'missed');
    for (const rule of found) if (!labels.includes(rule)) count(rule, 'wrong');
  }
  return byRule;
}

/** The scores of several rules as one. */
export function total(all: Iterable<Score>): Score {
  const sum = { right: 0, missed: 0, wrong: 0 };
  for (const { right, missed, wrong } of all) {
    sum.right += right;
    sum.missed += missed;
    sum.wrong += wrong;
  }
  return sum;
}

/** Of what it found, the share that is right; 1 where it found nothing. */
export function precision({ right, wrong }: Score): number {
  return right + wrong === 0 ? 1 : right / (right + wrong);
}

/** Of what it should find, the share that it found; 1 where there is nothing to find. */
export function recall({ right, missed }: Score): number {
  return right + missed === 0 ? 1 : right / (right + missed);
}
