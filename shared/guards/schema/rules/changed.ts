import { changesOf, findingsOf, madeBy, nameOf } from '../findings.ts';
import { type Judged, judged } from '../judged.ts';
import type { SchemaRule } from './rule.ts';

/** An object is on both sides, and is not the same. How much that weighs is in `severity.ts`. */
export const changed: SchemaRule = {
  code: 'schema/changed',
  severity: 'block',
  judge: (facts, settings) => findingsOf(judged(facts, settings), 'changed', { code: 'schema/changed', message }),
};

function message(one: Judged): string {
  return `${nameOf(one.step.difference)} differs: ${changesOf(one)}${madeBy(one)}`;
}
