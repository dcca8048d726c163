import { lintRules } from '../../../guards/migrations/lint/index.ts';
import { ownRules } from '../../../guards/migrations/linting/own-rules.ts';

/** A rule as formats show it: one line, and why it is one. */
export interface ShownRule {
  name: string;
  class: 'careful' | 'dangerous';
  title: string;
  why: string;
  versions: string;
  safe: string;
}

/** The rules that have these names, in their order. */
export function shownRules(names: Iterable<string>): ShownRule[] {
  const wanted = new Set(names);
  const all = [
    ...lintRules.map(({ example, ...rule }) => ({ ...rule, safe: example.safe })),
    ...ownRules.map((rule) => ({ ...rule, versions: '', safe: '' })),
  ];
  return all.filter(({ name }) => wanted.has(name));
}
