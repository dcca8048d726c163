import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** A constraint that the configuration expects is not there, is another one, or is not enforced. */
export const expectedConstraint: SchemaRule = {
  code: 'schema/expected-constraint',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-constraint', facts, {
      kind: 'constraint',
      message: ({ object, wanted, found }) => {
        if (found === null) return `${object} is expected, and there is no such constraint`;
        return found === 'not enforced' ? `${object} is not enforced` : `${object} is ${found}, not ${wanted}`;
      },
      summary: ({ found }) => (found === null ? 'add the constraint' : 'decide which of the two is right'),
    }),
};
