import type { Report } from '../../model/report.ts';
import { tty } from '../../report/formats/tty.ts';
import { visible } from '../../report/printable.ts';

const width = 100;

/**
 * A report for whoever reads an e-mail: the sentence first, then what is wrong, worst first, with its remedy, what to run
 * next, and where all of it is kept.
 */
export function readableText(report: Report, whole: string | null): string {
  const { summary, deploy } = report;
  const terminal = tty.render(report, { color: false, all: false, width, whole: visible(whole ?? '') });
  // The terminal's last line is what an e-mail begins with.
  const body = terminal.endsWith(summary) ? terminal.slice(0, -summary.length).trimEnd() : terminal;
  const about = Object.entries(deploy ?? {}).map(([name, value]) => `${name} ${visible(value ?? '')}`);
  return [
    summary,
    body,
    about.length === 0 ? '' : `Deploy: ${about.join(', ')}`,
    whole === null ? `Report ${report.id}` : `Report ${report.id}, as a whole at ${whole}`,
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}
