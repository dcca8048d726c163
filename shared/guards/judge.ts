import type { Finding } from '../model/finding.ts';
import type { MigrationSettings, SequenceSettings, Settings } from '../model/settings.ts';
import { ignoredData } from './data/ignore.ts';
import type { Guard } from './guard.ts';

/** What all rules of a guard find, without what the settings say to ignore. */
export function judge<Facts>(guard: Pick<Guard<Facts>, 'rules'>, facts: Facts, settings: Settings): Finding[] {
  const isIgnoredSequence = ignoredIn(settings.sequences);
  const isIgnoredMigration = ignoredMigrations(settings.migrations);
  const isIgnoredData = ignoredData(settings.data);
  return guard.rules
    .flatMap((rule) => rule.judge(facts, settings))
    .filter((finding) => !isIgnoredData(finding))
    .filter(({ code, subject: { kind, schema, name } }) => {
      // Of a sequence that is missing elsewhere, `schema.ignore` says it.
      if (kind === 'sequence') return !code.startsWith('sequences/') || !isIgnoredSequence({ schema, name });
      return kind !== 'migration' || code === 'migrations/unused-ignore' || !isIgnoredMigration(name);
    });
}

/** Tells whether `migrations.ignore` names a migration. Findings on several leave it out by themselves. */
export function ignoredMigrations(settings: MigrationSettings): (migration: string) => boolean {
  const ignored = new Set(settings.ignore.map(({ migration }) => migration));
  return (migration) => ignored.has(migration);
}

/** Tells whether `sequences.ignore` names a sequence. */
export function ignoredIn(
  settings: SequenceSettings,
): (sequence: { schema?: string | undefined; name: string }) => boolean {
  const ignored = new Set(settings.ignore.map(({ sequence }) => sequence));
  return ({ schema, name }) => ignored.has(`${schema}.${name}`);
}
