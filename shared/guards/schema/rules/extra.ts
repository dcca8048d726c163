import { detailOf } from '../detail.ts';
import { findingsOf, madeBy, nameOf, originOf } from '../findings.ts';
import { type Judged, judged } from '../judged.ts';
import { needsValue } from '../severity.ts';
import type { SchemaRule } from './rule.ts';

/** The target has what is not there elsewhere. */
export const extra: SchemaRule = {
  code: 'schema/extra',
  severity: 'warn',
  judge: (facts, settings) => findingsOf(judged(facts, settings), 'extra', { code: 'schema/extra', message }),
};

function message(one: Judged): string {
  const { difference } = one.step;
  const detail = detailOf(difference);
  const refused = needsValue(difference) ? '; inserts of programs that do not know it fail' : '';
  const renamed =
    difference.renamed === undefined ? '' : `; ${difference.renamed.at(-1)} is the same under another name`;
  const is = `${nameOf(difference)} is there${detail === '' ? '' : ` (${detail})`}`;
  return `${is} and not in ${originOf(one.comparison)}${refused}${renamed}${madeBy(one)}`;
}
