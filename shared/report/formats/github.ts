import { type Finding, verdictOf } from '../../model/finding.ts';
import { named } from '../names.ts';
import { type Annotation, annotationsOf } from './annotations.ts';
import type { Format } from './format.ts';

/** Workflow commands: GitHub shows them as annotations of the run. The step summary is the markdown format. */
export const github: Format = {
  name: 'github',
  extension: 'txt',
  render: ({ findings, summary }) =>
    [
      ...annotationsOf(findings.map(annotation), (count) => `${count} more like these; the step summary has them`),
      summary,
    ].join('\n'),
};

const kinds = { block: 'error', unknown: 'warning', warn: 'warning', pass: 'notice' } as const;

function annotation(finding: Finding): Annotation {
  const { code, subject, message, remedy } = finding;
  const lines = [message, `fix: ${remedy.summary}`, `why: lockstep explain ${code}`];
  return { kind: kinds[verdictOf(finding)], title: `${code} ${named(subject)}`, lines, ...place(finding) };
}

/** The line of a migration that it is about, where it is about one: GitHub shows it in the changed file. */
function place({ evidence: { file, line } }: Finding): Pick<Annotation, 'file' | 'line'> {
  if (typeof file !== 'string') return {};
  return { file, ...(typeof line === 'number' ? { line } : {}) };
}
