import { byHand, entriesWith, evidenceOf, migrationSubject, titleOf } from '../findings.ts';
import { newestApplied } from './out-of-order.ts';
import type { MigrationRule } from './rule.ts';

/** Migrations that the tool never runs, and reports success. */
export const willBeSkipped: MigrationRule = {
  code: 'migrations/will-be-skipped',
  severity: 'block',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) => {
      const newest = newestApplied(standing);
      return entriesWith(standing, ['will-be-skipped'], settings).map((entry) => {
        return {
          code: 'migrations/will-be-skipped',
          severity: 'block' as const,
          subject: migrationSubject(entry.id),
          message: `${entry.id} is older than the newest applied one${newest === null ? '' : ` (${newest})`}: ${titleOf(standing)} will skip it for ever, and report success`,
          evidence: evidenceOf(standing, entry, {
            newestApplied: newest,
            ...(entry.migration?.order === undefined ? {} : { order: entry.migration.order }),
          }),
          remedy: byHand('make it anew, so that it comes after all that is applied, and delete this one'),
        };
      });
    }),
};
