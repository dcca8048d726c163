import { byHand } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** The archive could not say what was verified last: what should be here nobody can tell. */
export const manifestUnread: MigrationRule = {
  code: 'migrations/manifest-unread',
  severity: 'warn',
  judge: ({ expectation }) => {
    if (expectation?.failure === undefined) return [];
    return [
      {
        code: 'migrations/manifest-unread',
        severity: 'warn',
        unknown: true,
        subject: { kind: 'file', name: 'manifest' },
        message: `the archive could not say what this target was last verified against: ${expectation.failure}`,
        evidence: {},
        remedy: byHand('see why the archive does not answer, or send a manifest along with the call', [
          'lockstep manifest > manifest.json',
        ]),
      },
    ];
  },
};
