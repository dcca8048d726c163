import type { Report } from '../../model/report.ts';
import { effort, whereabouts } from '../facts.ts';
import { visible } from '../printable.ts';
import { meaningOf, operationOf } from '../verdicts.ts';
import { pasted } from './code.ts';
import { signOf } from './labels.ts';
import { html, type Markup } from './markup.ts';
import { heading, type Place } from './place.ts';

/** The verdict in words, which database it is about, and what to run next. */
export function verdictPart(report: Report, place: Place): Markup {
  const { verdict, target, summary, next, dryRun } = report;
  const what = `${operationOf(report)}${dryRun ? ' (dry run)' : ''} of ${visible(target.name)}`;
  const word = html`<span class="word"><span aria-hidden="true">${signOf(verdict)}</span> ${verdict}</span>`;
  const commands = next.length === 0 ? undefined : html`<p class="next">Next</p>${pasted(next.map(visible))}`;
  return html`<div class="verdict ${verdict}">
<p>${word} <strong>${visible(meaningOf(report))}</strong> <span class="what">· ${what}</span></p>
${heading(place, summary, -1)}
<p class="where">${[whereabouts(report), effort(report)].filter(Boolean).join(', ')}</p>
${commands}
</div>
`;
}
