import type { Entries } from '../guard.ts';
import type { SchemaFacts } from './schema-facts.ts';

export function examinedIn({ comparisons, expectations }: SchemaFacts): number {
  return Math.max(0, ...comparisons.map(({ examined }) => examined)) + expectations;
}

export function entriesOf(_facts: SchemaFacts): Entries {
  return {};
}
