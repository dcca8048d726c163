import type { LintReport } from '../../../model/lint-report.ts';

export interface LintFormatOptions {
  color: boolean;
  /** what is allowed or safe here as well, and why each rule is one */
  all: boolean;
  /** columns of the terminal */
  width: number;
  /** a line of a file; null where it cannot be read */
  lineOf(file: string, line: number): string | null;
  /** a file's path from the root of the repository, as services that show it want it */
  fromRoot(file: string): string;
}

/** One way to write a lint report down. */
export interface LintFormat {
  name: string;
  render(report: LintReport, options: LintFormatOptions): string;
}
