import { label } from '../../../shared/report/html/labels.ts';
import { html, type Markup } from '../../../shared/report/html/markup.ts';
import { meaningOf } from '../../../shared/report/verdicts.ts';
import type { BriefReport } from './history.ts';
import { reportPath } from './paths.ts';

/** One report in a line: its verdict in words, the sentence on it, when, and where all of it is. */
export function told(report: BriefReport): Markup {
  const { operation, dryRun, verdict, summary } = report;
  const what = `${operation}${dryRun ? ' (dry run)' : ''}`;
  return html`<p>${label(verdict)} <strong>${what}: ${meaningOf(report)}</strong></p>
<p>${summary}</p>
<p class="when"><a href="${reportPath(report)}">report on the ${what}, ${moment(report.startedAt)}</a> (${ago(report.startedAt)})</p>`;
}

/** A moment for people: "2026-11-21 10:03 UTC". */
export function moment(iso: string): Markup {
  return html`<time datetime="${iso}">${iso.slice(0, 16).replace('T', ' ')} UTC</time>`;
}

const units = [
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const;
const relative = new Intl.RelativeTimeFormat('en');

/** How long ago that was: "3 minutes ago". */
export function ago(iso: string, now = Date.now()): string {
  const seconds = (now - Date.parse(iso)) / 1000;
  const [unit, length] = units.find(([, length]) => seconds >= length) ?? [];
  return unit ? relative.format(-Math.floor(seconds / length), unit) : 'just now';
}
