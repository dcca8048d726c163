import { byHand } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** What is to come could not be judged, or not all of it: nobody can tell whether it is safe. */
export const unlinted: MigrationRule = {
  code: 'migrations/unlinted',
  severity: 'warn',
  judge: (facts) =>
    facts.unlinted === null
      ? []
      : [
          {
            code: 'migrations/unlinted',
            severity: 'warn' as const,
            unknown: true,
            subject: { kind: 'database' as const, name: 'migrations' },
            message: `the migrations to come could not all be judged: ${facts.unlinted}`,
            evidence: {},
            remedy: byHand('see the reason, then run again'),
          },
        ],
};
