import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** Columns that the configuration expects to be unique are not. */
export const expectedUnique: SchemaRule = {
  code: 'schema/expected-unique',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-unique', facts, {
      kind: 'table',
      message: ({ object, wanted, found }) =>
        `nothing keeps (${wanted}) of ${object} unique${found === null ? '' : `: there is only the ${found}`}`,
      summary: () => 'build the unique index; it fails where there are duplicates already',
    }),
};
