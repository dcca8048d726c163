import type { Report, Reports } from '../../model/report.ts';
import type { TextDiff } from '../text-diff.ts';

export interface FormatOptions {
  color: boolean;
  /** everything that was examined and found, not only the worst */
  all: boolean;
  /** columns of the terminal */
  width: number;
  /** how long texts differ; what they have in common at both ends where nothing better is lent */
  texts?: TextDiff;
  /** where all of it is, for a reader of some of it; the option of the command where nothing is said, "": nowhere */
  whole?: string;
  /** a file of the repository as its services name it, where the command ran in a folder of it */
  fromRoot?(file: string): string;
}

/** One way to write a report down. */
export interface Format {
  name: string;
  /** of a file that holds it, without the dot */
  extension: string;
  /** a promise where what writes it is loaded when it is first asked for */
  render(report: Report, options: FormatOptions): string | Promise<string>;
  /** several reports as one text; where it is missing, one comes after the other */
  renderAll?(reports: Reports, options: FormatOptions): string | Promise<string>;
}

/** One that has all it needs at hand. */
export interface DirectFormat extends Format {
  render(report: Report, options: FormatOptions): string;
}
