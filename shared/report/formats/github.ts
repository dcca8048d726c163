import { type Finding, verdictOf } from '../../model/finding.ts';
import { named } from '../names.ts';
import { visible } from '../printable.ts';
import type { Format } from './format.ts';

// GitHub shows no more than ten annotations of a kind in one step, so the tenth has to count the rest.
const most = 10;

const kinds = ['error', 'warning', 'notice'] as const;
type Kind = (typeof kinds)[number];

/** Workflow commands: GitHub shows them as annotations of the run. The step summary is the markdown format. */
export const github: Format = {
  name: 'github',
  extension: 'txt',
  render: (report) => [...kinds.flatMap((kind) => annotations(kind, report.findings)), report.summary].join('\n'),
};

function annotations(kind: Kind, findings: Finding[]): string[] {
  const those = findings.filter((finding) => kindOf(finding) === kind);
  if (those.length <= most) return those.map((finding) => annotation(kind, finding));
  const rest = those.length - most + 1;
  const counting = `::${kind} title=${property(`lockstep: and ${rest} more`)}::${rest} more like these; the step summary has them`;
  return [...those.slice(0, most - 1).map((finding) => annotation(kind, finding)), counting];
}

function kindOf(finding: Finding): Kind {
  const kind = { block: 'error', unknown: 'warning', warn: 'warning', pass: 'notice' } as const;
  return kind[verdictOf(finding)];
}

function annotation(kind: Kind, finding: Finding): string {
  const { code, subject, message, remedy } = finding;
  const lines = [visible(message), `fix: ${visible(remedy.summary)}`, `why: lockstep explain ${code}`];
  return `::${kind} ${place(finding)}title=${property(`${code} ${named(subject)}`)}::${data(lines.join('\n'))}`;
}

/** The line of a migration that it is about, where it is about one: GitHub shows it in the changed file. */
function place({ evidence: { file, line } }: Finding): string {
  if (typeof file !== 'string') return '';
  return `file=${property(file)},${typeof line === 'number' ? `line=${line},` : ''}`;
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(visible(text)).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
