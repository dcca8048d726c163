import { type Finding, verdictOf } from '../../../model/finding.ts';
import { counted, countOf } from '../../counts.ts';
import { evidenceBeyond } from '../../facts.ts';
import { named } from '../../names.ts';
import { pasteable } from '../../pasteable.ts';
import { visible } from '../../printable.ts';
import { indented, wrap } from '../../wrap.ts';
import { moreOf, type Style, signOf } from './style.ts';

const most = 10;
const mostInformation = 3;

/** What is wrong, worst first, one block for all findings of a code. */
export function findingBlocks(findings: Finding[], style: Style): string[][] {
  const wrong = findings.filter((finding) => verdictOf(finding) !== 'pass');
  const groups = Map.groupBy(wrong, (finding) => `${verdictOf(finding)} ${finding.code}`);
  return [...groups.values()].map((group) => block(group, style));
}

function block(group: Finding[], style: Style): string[] {
  const shown = style.all ? group : group.slice(0, most);
  const rest = group.length - shown.length;
  return [
    heading(group, style),
    ...shown.flatMap((finding, at) => [
      ...(at > 0 && shown.some(hasCode) ? [''] : []),
      ...indented(told(finding, style)),
    ]),
    ...(rest > 0 ? ['', style.paint.dim(`  ${moreOf(rest, style)}`)] : []),
  ];
}

function heading([first, ...others]: Finding[], style: Style): string {
  if (!first) return '';
  const { code } = first;
  const count = others.length === 0 ? '' : style.paint.dim(` (${others.length + 1})`);
  const sign = signOf(verdictOf(first), style);
  return `${sign} ${style.paint.bold(code)}${count}  ${style.paint.dim(`lockstep explain ${code}`)}`;
}

function hasCode({ remedy }: Finding): boolean {
  return (remedy.sql ?? []).length > 0 || (remedy.commands ?? []).length > 0;
}

function told(finding: Finding, style: Style): string[] {
  const { message, remedy } = finding;
  const evidence = evidenceBeyond(finding).join(', ');
  const summary = `${visible(remedy.summary)}${remedy.automatic ? ' (lockstep fix does it)' : ''}`;
  return [
    ...wrap(visible(message), style.width - 2),
    ...(evidence === '' ? [] : wrap(evidence, style.width - 2).map(style.paint.dim)),
    ...wrap(`-> ${summary}`, style.width - 5).map((line, at) => (at === 0 ? line : `   ${line}`)),
    ...paste(finding, style),
  ];
}

/** What to paste, on lines of its own and without decoration. */
function paste({ remedy }: Finding, { paint }: Style): string[] {
  const lines = [...(remedy.sql ?? []).flatMap(pasteable), ...(remedy.commands ?? []).map(visible)];
  return indented(lines, 6).map((line) => paint.cyan(line));
}

/** Findings that only inform: one line a code. */
export function informationLines(findings: Finding[], style: Style): string[] {
  const groups = Map.groupBy(
    findings.filter((finding) => verdictOf(finding) === 'pass'),
    (finding) => finding.code,
  );
  return [...groups].flatMap(([code, group]) => {
    const names = group.flatMap(namesIn);
    const count = group.reduce((sum, finding) => sum + countOf(finding), 0);
    const shown = names.slice(0, style.all ? names.length : mostInformation);
    const more = count > shown.length ? ` and ${count - shown.length} more` : '';
    const text = `${counted(code, count)}: ${shown.join(', ')}${more} (lockstep explain ${code})`;
    return wrap(text, style.width - 2).map((line, at) => (at === 0 ? `${signOf('info', style)} ${line}` : `  ${line}`));
  });
}

/** What a finding is about, or the migrations that it lists. */
function namesIn({ subject, evidence }: Finding): string[] {
  const { migrations } = evidence;
  const ids = Array.isArray(migrations) ? migrations.map((id) => visible(String(id))) : [];
  return ids.length > 0 ? ids : [named(subject)];
}
