import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** Rows that the configuration expects are not there. */
export const expectedRow: SchemaRule = {
  code: 'schema/expected-row',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-row', facts, {
      kind: 'column',
      message: ({ object, wanted }) => `no row has ${object} = ${wanted}`,
      summary: () => 'add the rows, with what else belongs into them',
    }),
};
