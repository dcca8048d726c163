import { findingsFor } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** A setting is not what the configuration expects. */
export const expectedSetting: SchemaRule = {
  code: 'schema/expected-setting',
  severity: 'block',
  judge: (facts) =>
    findingsFor('schema/expected-setting', facts, {
      kind: 'setting',
      message: ({ object, wanted, found }) =>
        found === null
          ? `${object} is not set, and ${wanted} is expected`
          : `${object} is ${found} for a new session of this role, not ${wanted}`,
      summary: () => 'set it where new sessions get it from',
    }),
};
