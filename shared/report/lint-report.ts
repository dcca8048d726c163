import type { Verdict } from '../model/finding.ts';
import type { LintReport } from '../model/lint-report.ts';
import type { LintEntry } from '../model/report.ts';
import { version } from '../model/version.ts';
import { plural } from './counts.ts';

type Judged = Omit<LintReport, 'lockstep' | 'verdict' | 'ok' | 'summary'>;

/** The report of a lint run, with its verdict and its sentence. */
export function lintReportOn(judged: Judged): LintReport {
  const verdict = verdictOn(judged);
  const ok = verdict === 'pass' || verdict === 'warn';
  return { lockstep: version, verdict, ok, summary: summaryOf(judged), ...judged };
}

/** Entries that count: whoever gave a reason has thought of it. */
export function openEntries(entries: LintEntry[]): LintEntry[] {
  return entries.filter((entry) => entry.allowed === undefined && entry.class !== 'safe');
}

function verdictOn({ lint, unlinted }: Pick<LintReport, 'lint' | 'unlinted'>): Verdict {
  const open = openEntries(lint);
  if (open.some((entry) => entry.class === 'dangerous')) return 'block';
  if (unlinted !== null) return 'unknown';
  return open.length > 0 ? 'warn' : 'pass';
}

/** "2 dangerous, 1 careful, 1 allowed in 3 migrations". */
function summaryOf({ lint, migrations, unlinted }: Judged): string {
  const open = openEntries(lint);
  const counts = [
    [open.filter((entry) => entry.class === 'dangerous').length, 'dangerous'],
    [open.filter((entry) => entry.class === 'careful').length, 'careful'],
    [lint.filter((entry) => entry.allowed !== undefined).length, 'allowed'],
  ] as const;
  const said = counts.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  const where = migrations.length === 0 ? 'no migration to lint' : `in ${plural(migrations.length, 'migration')}`;
  const found = migrations.length === 0 ? where : `${said.join(', ') || 'nothing dangerous'} ${where}`;
  return unlinted === null ? found : `${found}; could not tell all: ${unlinted}`;
}
