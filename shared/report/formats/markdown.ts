import type { Report } from '../../model/report.ts';
import { besidesDifferences } from '../difference-cells.ts';
import { effort, whereabouts } from '../facts.ts';
import { fenced, plainText } from '../markup.ts';
import { withoutPlannedSql } from '../planned.ts';
import { visible } from '../printable.ts';
import { endsDiff, type TextDiff } from '../text-diff.ts';
import { meaningOf, operationOf } from '../verdicts.ts';
import type { DirectFormat } from './format.ts';
import { changesPart } from './markdown/changes.ts';
import { differencesPart } from './markdown/differences.ts';
import { explainPart, findingsPart, informationPart, pastePart } from './markdown/findings.ts';
import { marks } from './markdown/marks.ts';
import { migrationsPart, pendingPart } from './markdown/migrations.ts';
import { sequencesPart } from './markdown/sequences.ts';
import { storyPart } from './markdown/story.ts';
import { tablesPart } from './markdown/tables.ts';

// GitHub refuses comments over 65,536 characters.
const mostCharacters = 65_000;
const mostRows = [200, 100, 50, 20, 10, 5, 0];

/** For a comment on a pull request, or a workflow's step summary. */
export const markdown: DirectFormat = {
  name: 'markdown',
  extension: 'md',
  render(report, { texts = endsDiff }) {
    const tries = mostRows.map((rows) => () => withRows(report, rows, texts));
    const fitting = tries.find((attempt) => attempt().length < mostCharacters);
    return fitting ? fitting() : plainText(report.summary).slice(0, mostCharacters);
  },
};

/** The whole text, with no more than so many rows in each of its tables. */
function withRows(report: Report, most: number, texts: TextDiff): string {
  const { target, verdict, next, story } = report;
  const findings = besidesDifferences(report.findings, report);
  const parts = [
    `## ${marks[verdict]} Lockstep ${operationOf(report)} of ${plainText(target.name)}: ${verdict} (${plainText(meaningOf(report))})`,
    plainText([whereabouts(report), effort(report)].filter(Boolean).join(', ')),
    storyPart(report),
    changesPart(report, most),
    findingsPart(findings, most),
    differencesPart(report, most, texts),
    explainPart(report.findings),
    pastePart(besidesDifferences(withoutPlannedSql(report), report), most),
    pendingPart(report.migrations ?? [], most),
    next.length === 0 || story?.forward.length ? '' : `Next:\n\n${fenced('sh', next.map(visible))}`,
    informationPart(findings, most),
    sequencesPart(report.sequences ?? [], most),
    migrationsPart(report.migrations ?? [], most),
    tablesPart(report, most),
    plainText(report.summary),
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
