import type { LintEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
import { nearest } from '../../../request/nearest.ts';
import { lintRules } from '../lint/index.ts';
import { ownRules } from './own-rules.ts';
import type { LintRule } from './rule.ts';

/** An entry with the class that `migrations.lint` gives its rule; null where that turns it off. */
export function settled(entry: LintEntry, settings: Pick<MigrationSettings, 'lint'>): LintEntry | null {
  const wish = settings.lint[entry.rule];
  if (wish === 'off') return null;
  return wish === undefined ? entry : { ...entry, class: wish };
}

/** The rules that are on: rules of style only where the settings give them a class. */
export function rulesOn(rules: LintRule[], settings: Pick<MigrationSettings, 'lint'>): LintRule[] {
  return rules.filter(({ name, off }) => (settings.lint[name] ?? (off ? 'off' : 'on')) !== 'off');
}

/** What is to be said of rules that the settings name and that there are not: 'migrations.lint names ...'. */
export function unknownRules({ lint }: Pick<MigrationSettings, 'lint'>): string[] {
  const known: string[] = [...lintRules, ...ownRules].map(({ name }) => name);
  return Object.keys(lint)
    .filter((name) => !known.includes(name))
    .map((name) => `migrations.lint names ${name}, and there is no such rule${meant(name, known)}`);
}

function meant(name: string, known: string[]): string {
  const rule = nearest(name, known);
  return rule === undefined ? '' : `; did you mean ${rule}?`;
}
