import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** A column that the configuration expects is not there, or has another type. */
export const expectedColumn: SchemaRule = {
  code: 'schema/expected-column',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-column', facts, {
      kind: 'column',
      message: ({ object, wanted, found }) =>
        found === null ? `${object} is expected, and there is no such column` : `${object} is ${found}, not ${wanted}`,
      summary: ({ found, wanted }) =>
        found === null
          ? 'add the column'
          : `decide how the values become ${wanted}, and change the type in a migration`,
    }),
};
