import { byHand, entriesWith, evidenceOf, listEvidence, listed, migrationSubject } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** Applied migrations that took long, as the history has it. */
export const slow: MigrationRule = {
  code: 'migrations/slow',
  severity: 'info',
  judge: ({ standings }, settings) =>
    standings.flatMap((standing) => {
      const limit = settings.migrations.slowSeconds;
      const long = entriesWith(standing, ['applied', 'edited'], settings)
        .map((entry) => ({ entry, seconds: Math.round((entry.recorded?.durationMs ?? 0) / 1000) }))
        .filter(({ seconds }) => seconds > limit)
        .sort((one, other) => other.seconds - one.seconds);
      if (long.length === 0) return [];
      const names = long.map(({ entry, seconds }) => `${entry.id} (${seconds} s)`);
      return [
        {
          code: 'migrations/slow',
          severity: 'info' as const,
          subject: migrationSubject(long[0]?.entry.id ?? ''),
          message: `took longer than ${limit} s: ${listed(names)}`,
          evidence: evidenceOf(standing, null, listEvidence(names)),
          remedy: byHand('see what it waited for or rewrote, and do the next one of its kind in steps'),
        },
      ];
    }),
};
