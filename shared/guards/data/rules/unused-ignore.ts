import { byHand } from '../findings.ts';
import { unusedIn } from '../ignore.ts';
import type { DataRule } from './rule.ts';

/** An entry of `data.ignore` that names nothing here hides nothing, but may be meant to. */
export const unusedIgnore: DataRule = {
  code: 'data/unused-ignore',
  severity: 'info',
  judge: ({ references: { tables }, failed }, { data }) =>
    // Where nobody knows the tables, nothing can be said of their names.
    (failed.some(({ part }) => part === 'references') ? [] : unusedIn(data, tables)).map(({ object, reason }) => ({
      code: 'data/unused-ignore',
      severity: 'info' as const,
      subject: { kind: 'object' as const, name: object },
      message: `data.ignore names ${object}, which does not exist here`,
      evidence: { reason },
      remedy: byHand('take the entry out of the configuration, or correct its name'),
    })),
};
