import type { Change } from '../../model/change.ts';
import type { Report } from '../../model/report.ts';
import { plural } from '../counts.ts';
import { namedWithTable } from '../names.ts';
import { pasteable } from '../pasteable.ts';
import { visible } from '../printable.ts';
import { pasted } from './code.ts';
import { label } from './labels.ts';
import { folded, listed } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { type Place, section } from './place.ts';

const open = 30;

/** What `fix` did or would do: what it was, what it is, by which statements, and how it is undone. */
export function changesPart({ changes, dryRun }: Report, place: Place): Markup | undefined {
  if (changes.length === 0) return undefined;
  const title = dryRun ? 'Would change' : 'Changed';
  const note = dryRun ? 'a dry run: nothing was changed' : plural(changes.length, 'object');
  return section(place, { name: 'changes', title, note }, [
    listed(
      changes,
      { open, noun: 'change' },
      (some) => html`<ul class="changes">${some.map((change) => told(change, dryRun === true))}</ul>`,
    ),
  ]);
}

function told(change: Change, dryRun: boolean): Markup {
  const { subject, from, to, method, lock, applied, note, sql, undo } = change;
  const how = lock === undefined ? method : `${method}, ${lock}`;
  const state = dryRun ? label('info', 'planned') : applied ? label('pass', 'applied') : label('warn', 'not applied');
  const remark = note === undefined ? undefined : html`<p class="evidence">${visible(note)}</p>`;
  const back = undo === '' ? undefined : folded({ summary: 'Undo' }, html`${pasted(pasteable(undo))}`);
  const statements = folded({ summary: 'SQL', open: dryRun }, html`${pasted(sql.flatMap(pasteable))}`);
  return html`<li><p>${state} <b>${namedWithTable(subject)}</b> <span class="fromto"><s>${visible(from)}</s> <span aria-hidden="true">→</span> <strong>${visible(to)}</strong></span> <small>${how}</small></p>
${remark}${statements}${back}</li>
`;
}
