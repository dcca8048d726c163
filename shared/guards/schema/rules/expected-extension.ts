import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** An extension that the configuration expects is not installed, or in another version. */
export const expectedExtension: SchemaRule = {
  code: 'schema/expected-extension',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-extension', facts, {
      kind: 'object',
      message: ({ object, wanted, found }) =>
        found === null
          ? `the extension ${object} is expected and not installed`
          : `the extension ${object} is of version ${found}, not ${wanted}`,
      summary: ({ found }) => (found === null ? 'install the extension' : 'update the extension'),
    }),
};
