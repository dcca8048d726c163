import { originOf } from '../findings.ts';
import type { SchemaRule } from './rule.ts';

/** There is something to compare with, and it could not be read. */
export const notCompared: SchemaRule = {
  code: 'schema/not-compared',
  severity: 'warn',
  judge: ({ comparisons }) =>
    comparisons.flatMap((comparison) => {
      const { source, name, failure, next } = comparison;
      if (failure === null) return [];
      return [
        {
          code: 'schema/not-compared',
          severity: 'warn' as const,
          unknown: true,
          subject: { kind: 'target' as const, name },
          message: `the schema was not compared with ${originOf(comparison)}: ${failure}`,
          evidence: { source, reason: failure },
          remedy: { summary: next ?? remedies[source], automatic: false },
        },
      ];
    }),
};

const remedies = {
  target: 'run "lockstep check" on that target, and this again when it answers',
  file: 'write the file anew with "lockstep snapshot"',
  manifest: 'send a manifest along with the call, or see that the archive answers',
  archive: 'see that the archive answers; what changed since the last run is not known until then',
};
