import { ignoredMigrations } from '../../judge.ts';
import { byHand, commandsFor, evidenceOf, migrationSubject, whenAndWho } from '../findings.ts';
import type { MigrationRule } from './rule.ts';

/** A migration failed once and was marked as rolled back. */
export const rolledBack: MigrationRule = {
  code: 'migrations/rolled-back',
  severity: 'info',
  judge: ({ standings }, settings) => {
    const isIgnored = ignoredMigrations(settings.migrations);
    return standings.flatMap((standing) =>
      standing.entries
        .filter(({ id, recorded }) => recorded?.status === 'rolled-back' && !isIgnored(id))
        .map((entry) => {
          const isGone = entry.migration === null;
          return {
            code: 'migrations/rolled-back',
            severity: 'info' as const,
            subject: migrationSubject(entry.id),
            message: `${entry.id} was begun${whenAndWho(entry)} and rolled back; ${
              isGone ? 'the repository no longer has it' : 'the next deploy runs it again'
            }`,
            evidence: evidenceOf(standing, entry),
            remedy: isGone
              ? byHand('nothing to do')
              : byHand('the deploy runs it again', [commandsFor(standing).apply]),
          };
        }),
    );
  },
};
