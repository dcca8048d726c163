import type { Finding } from '../model/finding.ts';
import type { Settings } from '../model/settings.ts';
import type { Guard } from './guard.ts';

/** What all rules of a guard find, without what the settings say to ignore. */
export function judge<Facts>(guard: Guard<Facts>, facts: Facts, settings: Settings): Finding[] {
  const ignored = new Set(settings.sequences.ignore.map(({ sequence }) => sequence));
  return guard.rules
    .flatMap((rule) => rule.judge(facts, settings))
    .filter(({ subject: { kind, schema, name } }) => kind !== 'sequence' || !ignored.has(`${schema}.${name}`));
}
