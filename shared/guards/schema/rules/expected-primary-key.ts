import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** The primary key is on other columns than the configuration expects: it lets duplicates in, or refuses good rows. */
export const expectedPrimaryKey: SchemaRule = {
  code: 'schema/expected-primary-key',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-primary-key', facts, {
      kind: 'table',
      message: ({ object, wanted, found }) =>
        found === null
          ? `${object} has no primary key, and (${wanted}) is expected: rows may come twice`
          : `${object} has the ${found}, and not on ${wanted}: rows with the same ${wanted} may come twice, or good ones be refused`,
      summary: ({ wanted, found }) =>
        found === null ? `make (${wanted}) the primary key` : `keep ${wanted} unique, then make it the primary key`,
    }),
};
