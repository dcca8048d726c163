import type { Result } from '../../shared/model/report.ts';
import { rendered } from '../../shared/report/formats/index.ts';
import { markdown as markdownFormat } from '../../shared/report/formats/markdown.ts';
import { reportsIn } from '../../shared/report/result.ts';
import { deliver, outputsFrom } from '../output.ts';
import type { Outcome } from './outcome.ts';

/**
 * Tells a report: annotations, the page of the step, and the report's file.
 * @throws UsageError where that file cannot be made
 */
export async function toldReport(result: Result, file: string, all: boolean): Promise<Outcome> {
  const outputs = await outputsFrom({ format: 'github', output: [file], all, noColor: true });
  const isWritten = await deliver(result, outputs);
  const reports = reportsIn(result);
  const findings = reports.flatMap((report) => report.findings);
  const omitted = reports.reduce((sum, report) => sum + (report.omitted?.findings ?? 0), 0);
  const count = (severity: string) => findings.filter((finding) => finding.severity === severity).length;
  const { verdict, ok, summary, id } = result;
  return {
    ...{ verdict, ok, summary, reportId: id, report: isWritten ? file : '', sarif: '' },
    findings: findings.length + omitted,
    ...{ blocks: count('block'), warnings: count('warn'), infos: count('info') },
    targets: reports.map(({ target }) => target.name),
    markdown: await rendered(markdownFormat, result, { color: false, all, width: 100 }),
    failure: null,
  };
}
