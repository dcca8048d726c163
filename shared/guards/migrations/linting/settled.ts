import type { LintEntry } from '../../../model/report.ts';
import type { MigrationSettings } from '../../../model/settings.ts';
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
