import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** A table that the configuration expects is not there. */
export const expectedTable: SchemaRule = {
  code: 'schema/expected-table',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-table', facts, {
      kind: 'table',
      message: ({ object, found }) =>
        found === null ? `${object} is expected, and there is no such table` : `${object} is ${found}, not a table`,
      summary: () => 'run the migration that makes it, or take it out of expect',
    }),
};
