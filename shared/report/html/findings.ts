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
import { listed } from './lists.ts';
import { html, type Markup } from './markup.ts';
import { anchor, heading, type Place, section } from './place.ts';

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

const open = { wrong: 20, information: 3 };

function ofCode(group: Finding[], place: Place): Markup {
  const [first] = group;
  if (!first) return html``;
  const { code } = first;
  const tone = toneOf(first);
  const count = group.reduce((sum, finding) => sum + countOf(finding), 0);
  const head = html`${label(tone)} <code>${code}</code> <small>${counted(code, count)}</small>`;
  const items = listed(
    group,
    { open: tone === 'info' ? open.information : open.wrong, noun: 'finding' },
    (some) => html`<ul class="findings">${some.map(told)}</ul>`,
  );
  return html`<article class="code ${tone}" id="${anchor(place, code)}">${heading(place, head, 1)}
<p class="title">${titleOf(code)}</p>
${items}
${explained(code)}
</article>
`;
}

function toneOf(finding: Finding): Tone {
  const verdict = verdictOf(finding);
  return verdict === 'pass' ? 'info' : verdict;
}

function told(finding: Finding): Markup {
  const { subject, message, remedy } = finding;
  const evidence = evidenceBeyond(finding);
  const facts = evidence.length === 0 ? undefined : html`<p class="evidence">${evidence.join(' · ')}</p>`;
  const sql = (remedy.sql ?? []).flatMap(pasteable);
  const automatic = remedy.automatic ? html` <small>(<code>lockstep fix</code> does it)</small>` : undefined;
  return html`<li><p class="message"><b>${named(subject)}</b> ${message}</p>
${facts}<p class="remedy">${remedy.summary}${automatic}</p>
${pasted(sql)}${pasted(remedy.commands ?? [])}</li>
`;
}
