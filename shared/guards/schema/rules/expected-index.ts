import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** An index that the configuration expects is not there, is another one, or is invalid. */
export const expectedIndex: SchemaRule = {
  code: 'schema/expected-index',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-index', facts, {
      kind: 'index',
      message: ({ object, wanted, found }) => {
        if (found === null) return `${object} is expected, and there is no such index`;
        return found === 'invalid' ? `${object} is invalid: no query uses it` : `${object} is ${found}, not ${wanted}`;
      },
      summary: ({ found }) => {
        if (found === null) return 'build the index';
        return found === 'invalid' ? 'build it anew' : 'decide which of the two is right';
      },
    }),
};
