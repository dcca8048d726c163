import { type Finding, verdictOf } from '../../model/finding.ts';
import type { DifferenceEntry, Report } from '../../model/report.ts';
import { besidesDifferences, changesInWords, listedDifferences, sourceInWords } from '../difference-cells.ts';
import { named } from '../names.ts';
import { visible } from '../printable.ts';
import { type Annotation, annotationsOf } from './annotations.ts';
import type { DirectFormat, FormatOptions } from './format.ts';

/** Workflow commands: GitHub shows them as annotations of the run. The step summary is the markdown format. */
export const github: DirectFormat = {
  name: 'github',
  extension: 'txt',
  render: (report, { fromRoot }) =>
    [
      ...annotationsOf(
        annotationsIn(report, fromRoot),
        (count) => `${count} more like these; the step summary has them`,
      ),
      visible(report.summary),
    ].join('\n'),
};

const kinds = { block: 'error', unknown: 'warning', warn: 'warning', pass: 'notice' } as const;

/** One a finding, and one a difference of the schema. */
function annotationsIn(report: Report, fromRoot: FormatOptions['fromRoot'] = (file) => file): Annotation[] {
  return [
    ...besidesDifferences(report.findings, report).map((finding) => ({
      ...annotation(finding),
      ...place(finding, fromRoot),
    })),
    ...listedDifferences(report).map((difference) => mismatch(difference, report)),
  ];
}

const severities = { block: 'error', warn: 'warning', info: 'notice' } as const;

function mismatch(entry: DifferenceEntry, { target }: Report): Annotation {
  const { kind, object, change, severity, detail, migration, decide, sql } = entry;
  const from = sourceInWords(entry.with);
  const sides = { from, to: target.name };
  const what = detail === '' ? '' : `: ${detail}`;
  const messages = {
    removed: `missing in ${target.name}, ${from} has it${what}`,
    added: `in ${target.name} alone, ${from} does not have it${what}`,
    changed: changesInWords(entry, sides),
  };
  const fix = decide ?? sql;
  const lines = [
    messages[change],
    ...(migration === undefined ? [] : [`${migration} makes it`]),
    ...(fix === undefined ? [] : [`fix: ${fix}`]),
  ];
  return { kind: severities[severity], title: `schema mismatch: ${kind} ${object}`, lines };
}

function annotation(finding: Finding): Annotation {
  const { code, subject, message, remedy } = finding;
  const lines = [message, `fix: ${remedy.summary}`, `why: lockstep explain ${code}`];
  return { kind: kinds[verdictOf(finding)], title: `${code} ${named(subject)}`, lines };
}

/** The line of a migration that it is about, where it is about one: GitHub shows it in the changed file. */
function place(
  { evidence: { file, line } }: Finding,
  fromRoot: (file: string) => string,
): Pick<Annotation, 'file' | 'line'> {
  if (typeof file !== 'string') return {};
  return { file: fromRoot(file), ...(typeof line === 'number' ? { line } : {}) };
}
