import { subjectOf } from '../expectations/finding.ts';
import type { SchemaRule } from './rule.ts';

/** What could not be looked at is not known to be as expected. */
export const expectedUnread: SchemaRule = {
  code: 'schema/expected-unread',
  severity: 'warn',
  judge: ({ expected }) =>
    expected.flatMap(({ code, object, wanted, unread }) => {
      if (unread === undefined) return [];
      const what = code.slice(code.indexOf('-') + 1).replaceAll('-', ' ');
      return [
        {
          code: 'schema/expected-unread',
          severity: 'warn' as const,
          unknown: true,
          subject: subjectOf(code === 'schema/expected-setting' ? 'setting' : 'object', object),
          message: `nobody could tell whether ${object} is as expected: ${unread}`,
          evidence: { expected: wanted, about: what, reason: unread },
          remedy: { summary: 'correct the expectation, or let the role read what it names', automatic: false },
        },
      ];
    }),
};
