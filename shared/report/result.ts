import { ulid } from 'ulid';
import { worst } from '../model/finding.ts';
import type { Report, Result } from '../model/report.ts';

/**
 * The reports of one call as one object: the report itself where there is one.
 * @throws Error where there is none
 */
export function resultOf(reports: Report[]): Result {
  const [first, ...others] = reports;
  if (!first) throw new Error('a result needs a report');
  if (others.length === 0) return first;
  const verdict = worst(reports.map((report) => report.verdict));
  return {
    lockstep: first.lockstep,
    id: ulid(),
    operation: first.operation,
    verdict,
    ok: reports.every((report) => report.ok),
    summary: reports.map((report) => `${report.target.name}: ${report.summary}`).join('; '),
    reports,
  };
}

/** The reports in a result: one a target. */
export function reportsIn(result: Result): Report[] {
  return 'reports' in result ? result.reports : [result];
}
