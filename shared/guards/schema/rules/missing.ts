import { findingsOf, isThere, madeBy, nameOf } from '../findings.ts';
import { type Judged, judged } from '../judged.ts';
import type { SchemaRule } from './rule.ts';

/** The target lacks what is there elsewhere. */
export const missing: SchemaRule = {
  code: 'schema/missing',
  severity: 'block',
  judge: (facts, settings) => findingsOf(judged(facts, settings), 'missing', { code: 'schema/missing', message }),
};

function message(one: Judged): string {
  const { difference } = one.step;
  const role = one.noRole === null ? '' : `; there is no role ${one.noRole} on this server`;
  const renamed =
    difference.renamed === undefined ? '' : `; ${difference.renamed.at(-1)} is the same under another name`;
  return `${nameOf(difference)} is missing${isThere(one)}${role}${renamed}${madeBy(one)}`;
}
