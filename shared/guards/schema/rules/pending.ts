import { findingsOf, nameOf } from '../findings.ts';
import { type Judged, judged } from '../judged.ts';
import type { SchemaRule } from './rule.ts';

/** What a migration makes that is still to be applied is no drift before the deploy; after it, it is missing. */
export const pending: SchemaRule = {
  code: 'schema/pending',
  severity: 'info',
  judge: (facts, settings) =>
    findingsOf(judged(facts, settings), 'pending', { code: 'schema/pending', message }).map((finding) => ({
      ...finding,
      remedy: { summary: 'the deploy does it, by the migration', automatic: false },
    })),
};

const states = { removed: 'is not there yet', added: 'is still there', changed: 'is still as it was' };

function message({ step: { difference }, maker }: Judged): string {
  return `${nameOf(difference)} ${states[difference.change]}: ${maker?.migration} is to be applied and ${maker?.does} it`;
}
