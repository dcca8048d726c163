import type { LintEntry } from '../../../model/report.ts';
import { openEntries } from '../../lint-report.ts';
import { visible } from '../../printable.ts';
import { type Annotation, annotationsOf } from '../annotations.ts';
import type { LintFormat, LintFormatOptions } from './format.ts';

/** Workflow commands: GitHub shows them beside the lines of a pull request. */
export const lintGithub: LintFormat = {
  name: 'github',
  render: (report, options) =>
    [
      ...annotationsOf(
        openEntries(report.lint).map((entry) => annotation(entry, options)),
        (count) => `${count} more like these; the log of this step has them`,
      ),
      ...beyond(openEntries(report.lint)),
      visible(report.summary),
    ].join('\n'),
};

function annotation(entry: LintEntry, { fromRoot }: LintFormatOptions): Annotation {
  const { rule, message, file, line, sql = [], recipe = [] } = entry;
  const kind = entry.class === 'dangerous' ? 'error' : 'warning';
  const safe = sql.length > 0 ? ['safe:', ...sql] : recipe.length > 0 ? ['in steps:', ...recipe] : [];
  const lines = [message, ...safe.flatMap((text) => text.split('\n'))];
  return { kind, title: `${entry.class}: ${rule}`, lines, file: fromRoot(file), line };
}

/** The log has what GitHub does not show. */
function beyond(entries: LintEntry[]): string[] {
  if (entries.length <= 10) return [];
  return entries.map((entry) => visible(`${entry.file}:${entry.line} ${entry.class} ${entry.rule}: ${entry.message}`));
}
