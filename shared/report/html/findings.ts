import { type Finding, verdictOf } from '../../model/finding.ts';
import type { Report } from '../../model/report.ts';
import { counted, countOf } from '../counts.ts';
import { besidesDifferences } from '../difference-cells.ts';
import { evidenceBeyond } from '../facts.ts';
import { named } from '../names.ts';
import { pasteable } from '../pasteable.ts';
import { withoutPlannedSql } from '../planned.ts';
import { pasted } from './code.ts';
import { explained, titleOf } from './explained.ts';
import { label, type Tone } from './labels.ts';
import { folded, listed } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { heading, idOf, type Place, section } from './place.ts';

/** What is wrong, worst first, then what only informs: all findings of a code together, with what is to be known of it. */
export function findingsPart(report: Report, place: Place): (Markup | undefined)[] {
  const findings = besidesDifferences(withoutPlannedSql(report), report);
  const wrong = findings.filter((finding) => verdictOf(finding) !== 'pass');
  const information = findings.filter((finding) => verdictOf(finding) === 'pass');
  return [
    part(wrong, place, { name: 'findings', title: 'What is wrong' }),
    part(information, place, { name: 'information', title: 'For information' }),
  ];
}

function part(findings: Finding[], place: Place, title: { name: string; title: string }): Markup | undefined {
  if (findings.length === 0) return undefined;
  const groups = Map.groupBy(findings, (finding) => `${verdictOf(finding)} ${finding.code}`);
  return section(
    place,
    title,
    [...groups.values()].map((group) => ofCode(group, place)),
  );
}

/** So many of a code stand open. */
const open = 20;

function ofCode(group: Finding[], place: Place): Markup {
  const [first] = group;
  if (!first) return html``;
  const { code } = first;
  const tone = toneOf(first);
  const count = group.reduce((sum, finding) => sum + countOf(finding), 0);
  const head = html`${label(tone)} <code>${code}</code> <small>${counted(code, count)}</small>`;
  const title = titleOf(code);
  const body = html`${listed(group, { open, noun: 'finding' }, (some) => html`<ul class="findings">${some.map(told)}</ul>`)}
${explained(code)}`;
  if (tone !== 'info') {
    return html`<article class="code ${tone}"${idOf(place, code)}>${heading(place, head, 1)}
<p class="title">${title}</p>
${body}
</article>
`;
  }
  // A link into something that is folded away opens that; to the folded thing itself it would not.
  return folded({ summary: html`${head} ${title}` }, html`<div class="code ${tone}"${idOf(place, code)}>${body}</div>`);
}

function toneOf(finding: Finding): Tone {
  const verdict = verdictOf(finding);
  return verdict === 'pass' ? 'info' : verdict;
}

function told(finding: Finding): Markup {
  const { remedy } = finding;
  const evidence = evidenceBeyond(finding);
  const facts = evidence.length === 0 ? undefined : html`<p class="evidence">${evidence.join(' · ')}</p>`;
  const sql = (remedy.sql ?? []).flatMap(pasteable);
  const automatic = remedy.automatic ? html` <small>(<code>lockstep fix</code> does it)</small>` : undefined;
  return html`<li><p class="message">${withName(finding)}</p>
${facts}<p class="remedy">${remedy.summary}${automatic}</p>
${pasted(sql)}${pasted(remedy.commands ?? [])}</li>
`;
}

/** The message; the name in it, where it begins with that, is what the eye looks for. */
function withName({ subject, message }: Finding): Markup {
  const name = named(subject);
  return message.startsWith(`${name} `) ? html`<b>${name}</b>${message.slice(name.length)}` : html`${message}`;
}
