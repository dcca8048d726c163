import { openEntries } from '../../lint-report.ts';
import { fingerprints } from './fingerprint.ts';
import type { LintFormat } from './format.ts';

/** A Code Quality report. https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format */
export const lintGitlab: LintFormat = {
  name: 'gitlab',
  render({ lint }, options) {
    const entries = openEntries(lint);
    const known = fingerprints(entries, options);
    const issues = entries.map((entry, at) => ({
      description: `${entry.class}: ${entry.message}`,
      check_name: entry.rule,
      fingerprint: known[at],
      severity: entry.class === 'dangerous' ? 'critical' : 'minor',
      location: { path: options.fromRoot(entry.file), lines: { begin: entry.line } },
    }));
    return JSON.stringify(issues, null, 2);
  },
};
