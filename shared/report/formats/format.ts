import type { Report } from '../../model/report.ts';

export interface FormatOptions {
  color: boolean;
  /** everything that was examined and found, not only the worst */
  all: boolean;
  /** columns of the terminal */
  width: number;
}

/** One way to write a report down. */
export interface Format {
  name: string;
  /** of a file that holds it, without the dot */
  extension: string;
  render(report: Report, options: FormatOptions): string;
}
