import type { LintFormat } from './format.ts';

/** The contract itself: `lintReportSchema`. */
export const lintJson: LintFormat = {
  name: 'json',
  render: (report) => JSON.stringify(report, null, 2),
};
