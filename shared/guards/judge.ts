import type { Finding } from '../model/finding.ts';
import type { SequenceSettings, Settings } from '../model/settings.ts';
import type { Guard } from './guard.ts';

/** What all rules of a guard find, without what the settings say to ignore. */
export function judge<Facts>(guard: Guard<Facts>, facts: Facts, settings: Settings): Finding[] {
  const isIgnored = ignoredIn(settings.sequences);
  return guard.rules
    .flatMap((rule) => rule.judge(facts, settings))
    .filter(({ subject: { kind, schema, name } }) => kind !== 'sequence' || !isIgnored({ schema, name }));
}

/** Tells whether `sequences.ignore` names a sequence. */
export function ignoredIn(
  settings: SequenceSettings,
): (sequence: { schema?: string | undefined; name: string }) => boolean {
  const ignored = new Set(settings.ignore.map(({ sequence }) => sequence));
  return ({ schema, name }) => ignored.has(`${schema}.${name}`);
}
