import type { Entries } from '../guard.ts';
import type { DataFacts } from './data-facts.ts';

export function entriesOf(_facts: DataFacts): Entries {
  return {};
}
