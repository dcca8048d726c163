import type { GuardEntry, Report } from '../../model/report.ts';
import { guardSentence } from '../guard-sentence.ts';
import { label } from './labels.ts';
import { html, type Markup } from './markup.ts';
import { type Place, section } from './place.ts';

/** One line a guard, which says in words how things are, whether good or bad. */
export function guardsPart(report: Report, place: Place): Markup | undefined {
  if (report.guards.length === 0) return undefined;
  const rows = report.guards.map((entry) => row(entry, report));
  return section(place, { name: 'guards', title: 'Guards' }, [html`<ul class="guards">${rows}</ul>`]);
}

function row(entry: GuardEntry, report: Report): Markup {
  const { said, besides } = guardSentence(entry, report);
  const remark = besides === '' ? undefined : html` <small>${besides}</small>`;
  return html`<li>${label(entry.verdict)} <b>${entry.guard}</b> <span>${said}${remark}</span></li>
`;
}
