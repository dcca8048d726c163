import type { LintReport } from '../../../model/lint-report.ts';
import type { LintEntry } from '../../../model/report.ts';
import { openEntries } from '../../lint-report.ts';
import { pasteable } from '../../pasteable.ts';
import { shown, visible } from '../../printable.ts';
import { indented, wrap } from '../../wrap.ts';
import { type Style, signOf, styleFor } from '../tty/style.ts';
import type { LintFormat, LintFormatOptions } from './format.ts';
import { shownRules } from './rules.ts';

const mostSql = 12;
const verdicts = { dangerous: 'block', careful: 'warn', safe: 'pass' } as const;
const phases = {
  expand: 'it only adds: run it before the code is deployed',
  contract: 'it takes away what running code may use: run it after the code is deployed',
  both: 'it adds, and takes away what running code may use: two migrations would be safer',
} as const;

/** For a person at a terminal: each offending line with what it does and the safe way, and the summary as last line. */
export const lintTty: LintFormat = {
  name: 'tty',
  render(report, options) {
    const style = styleFor(options);
    const entries = options.all ? report.lint : openEntries(report.lint);
    const told = new Set<string>();
    const blocks = entries.map((entry) => {
      const first = !told.has(entry.rule);
      told.add(entry.rule);
      return block(entry, { ...options, style, explained: first && options.all });
    });
    return [...blocks, phaseLines(report, style), [summaryLine(report, style)]]
      .filter((lines) => lines.length > 0)
      .map((lines) => lines.join('\n'))
      .join('\n\n');
  },
};

interface BlockOptions extends LintFormatOptions {
  style: Style;
  /** with the reason of the rule, the first time it finds something */
  explained: boolean;
}

function block(entry: LintEntry, { style, explained, lineOf }: BlockOptions): string[] {
  const { paint, width } = style;
  const { rule, file, line, message, lock, table, allowed } = entry;
  const sign = signOf(allowed === undefined ? verdicts[entry.class] : 'info', style);
  const why = explained ? (shownRules([rule])[0]?.why ?? '') : '';
  const locked = lock === null ? [] : [`takes ${lock}${table === undefined ? '' : ` on ${visible(table)}`}`];
  return [
    `${sign} ${paint.bold(entry.class)}: ${rule}  ${paint.dim(`${visible(file)}:${line}`)}`,
    ...offending(lineOf(file, line), line, style),
    ...indented(wrap(visible(message), width - 2)),
    ...indented(locked.map(paint.dim)),
    ...indented(why === '' ? [] : wrap(why, width - 2).map(paint.dim)),
    ...(allowed === undefined ? [] : indented([paint.dim(`allowed: ${visible(allowed)}`)])),
    ...(allowed === undefined ? safeWay(entry, style) : []),
  ];
}

/** `  > 12 | ALTER TABLE users DROP COLUMN name;` */
function offending(text: string | null, line: number, { paint, width }: Style): string[] {
  if (text === null) return [];
  const room = Math.max(20, width - String(line).length - 7);
  const plain = visible(text.replaceAll('\t', '  ').trimEnd());
  const cut = plain.length > room ? `${plain.slice(0, room - 3)}...` : plain;
  return [`  ${paint.red('>')} ${paint.dim(`${line} |`)} ${cut}`];
}

function safeWay({ sql = [], recipe = [] }: LintEntry, style: Style): string[] {
  const { paint, width } = style;
  const lines = sql.flatMap(pasteable);
  const rest = lines.length - mostSql;
  const kept = style.all || rest <= 0 ? lines : [...lines.slice(0, mostSql), `-- and ${rest} more lines: --all`];
  const steps = recipe.flatMap((step, at) =>
    wrap(shown(step), width - 7).map((text, row) => `${row === 0 ? `${at + 1}.` : '  '} ${text}`),
  );
  return [
    ...(kept.length === 0 ? [] : [paint.green('  safe:'), ...indented(kept.map(paint.cyan), 4)]),
    ...(steps.length === 0 ? [] : [paint.green('  in steps:'), ...indented(steps, 4)]),
  ];
}

function phaseLines({ migrations }: LintReport, style: Style): string[] {
  const labelled = migrations.filter(({ phase }) => phase !== undefined && (style.all || phase !== 'expand'));
  return labelled.map(({ file, phase = 'expand' }) => style.paint.dim(`${visible(file)}: ${phases[phase]}`));
}

function summaryLine({ verdict, summary }: LintReport, style: Style): string {
  return `${signOf(verdict, style)} ${visible(summary)}`;
}
