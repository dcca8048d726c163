import type { LintReport } from '../../../model/lint-report.ts';
import type { LintEntry } from '../../../model/report.ts';
import { openEntries } from '../../lint-report.ts';
import { fenced, folded, plainText, table } from '../../markup.ts';
import { visible } from '../../printable.ts';
import { marks } from '../markdown/marks.ts';
import type { LintFormat, LintFormatOptions } from './format.ts';

// GitHub refuses comments over 65,536 characters.
const mostCharacters = 65_000;
const mostRows = [100, 50, 20, 10, 5, 0];

/** For a comment on a pull request, or a workflow's step summary. */
export const lintMarkdown: LintFormat = {
  name: 'markdown',
  render(report, options) {
    const fitting = mostRows
      .map((most) => withRows(report, most, options))
      .find((text) => text.length < mostCharacters);
    return fitting ?? plainText(report.summary).slice(0, mostCharacters);
  },
};

/** The whole text, with no more than so many rows. */
function withRows(report: LintReport, most: number, options: LintFormatOptions): string {
  const { verdict, summary, lint } = report;
  const open = openEntries(lint);
  const allowed = lint.filter((entry) => entry.allowed !== undefined);
  const parts = [
    `## ${marks[verdict]} Lockstep lint: ${verdict}`,
    plainText(summary),
    tableOf(open, most, options),
    ...open.slice(0, most).map((entry) => safeWay(entry, options)),
    allowed.length === 0 ? '' : folded(`${allowed.length} allowed`, tableOf(allowed, most, options)),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}

function tableOf(entries: LintEntry[], most: number, { fromRoot }: LintFormatOptions): string {
  if (entries.length === 0) return '';
  const rows = entries.slice(0, most).map(({ file, line, class: own, rule, message, allowed, lock }) => {
    const why = allowed === undefined ? '' : ` (allowed: ${plainText(allowed)})`;
    return [`${plainText(fromRoot(file))}:${line}`, own, rule, plainText(lock ?? ''), `${plainText(message)}${why}`];
  });
  const rest = entries.length > most ? `\n\nand ${entries.length - most} more` : '';
  return `${table(['where', 'class', 'rule', 'lock', ''], rows)}${rest}`;
}

/** How the same is done safely; nothing where there is no such way. */
function safeWay({ file, line, rule, sql = [], recipe = [] }: LintEntry, { fromRoot }: LintFormatOptions): string {
  const content = [
    ...(sql.length === 0 ? [] : [fenced('sql', sql.flatMap((text) => text.split('\n')).map(visible))]),
    ...(recipe.length === 0 ? [] : [recipe.map((step, at) => `${at + 1}. ${plainText(step)}`).join('\n')]),
  ];
  return content.length === 0 ? '' : folded(`Safe: ${rule} at ${fromRoot(file)}:${line}`, content.join('\n\n'));
}
