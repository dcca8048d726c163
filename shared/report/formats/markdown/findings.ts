import { type Finding, verdictOf } from '../../../model/finding.ts';
import { countedByCode } from '../../counts.ts';
import { evidenceBeyond } from '../../facts.ts';
import { fenced, folded, plainText, table } from '../../markup.ts';
import { named } from '../../names.ts';
import { pasteable } from '../../pasteable.ts';
import { visible } from '../../printable.ts';
import { marks } from './marks.ts';

/** What is wrong, worst first. */
export function findingsPart(findings: Finding[], most: number): string {
  return findingTable(
    findings.filter((finding) => verdictOf(finding) !== 'pass'),
    most,
  );
}

/** Where more is told: a command, since a page of ours has no address that every reader can open. */
export function explainPart([first]: Finding[]): string {
  return first === undefined ? '' : `Why it matters and how it comes about: \`lockstep explain ${first.code}\``;
}

/** What only informs, folded away. */
export function informationPart(findings: Finding[], most: number): string {
  const information = findings.filter((finding) => verdictOf(finding) === 'pass');
  if (information.length === 0) return '';
  return folded(`for information: ${countedByCode(information)}`, findingTable(information, most));
}

function findingTable(findings: Finding[], most: number): string {
  if (findings.length === 0) return '';
  const shown = findings.slice(0, most);
  const rest = findings.slice(most);
  const rows = table(['', 'finding', 'what is wrong', 'what to do'], shown.map(row));
  const more = rest.length === 0 ? '' : `and ${rest.length} more: ${plainText(countedByCode(rest))}`;
  return [shown.length === 0 ? '' : rows, more].filter(Boolean).join('\n\n');
}

function row(finding: Finding): string[] {
  const { code, message, remedy } = finding;
  const verdict = verdictOf(finding);
  const evidence = evidenceBeyond(finding).map((fact) => `<br>${plainText(fact)}`);
  return [
    marks[verdict === 'pass' ? 'info' : verdict],
    `\`${code}\``,
    plainText(message) + evidence.join(''),
    `${plainText(remedy.summary)}${remedy.automatic ? ' (`lockstep fix` does it)' : ''}`,
  ];
}

/** The SQL and the commands of what is wrong, ready to paste. */
export function pastePart(findings: Finding[], most: number): string {
  const wrong = findings.filter((finding) => verdictOf(finding) !== 'pass').slice(0, most);
  const blocks = wrong.flatMap(({ remedy, subject }) => {
    const lines = (remedy.sql ?? []).flatMap(pasteable);
    return lines.length === 0 ? [] : [`-- ${named(subject)}`, ...lines, ''];
  });
  const sql = blocks.slice(0, -1);
  const commands = wrong.flatMap(({ remedy }) => (remedy.commands ?? []).map(visible));
  const parts = [sql.length === 0 ? '' : fenced('sql', sql), commands.length === 0 ? '' : fenced('sh', commands)];
  return parts.filter(Boolean).join('\n\n');
}
