import type { Result } from '../../model/report.ts';
import type { Format, FormatOptions } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { tty } from './tty.ts';

export type { Format, FormatOptions } from './format.ts';

/** Every format that `--format` takes. */
export const formats: Format[] = [tty, json, markdown, github];

/** A result in a format: the reports one after the other, and at the end the sentence on all of them. JSON is one object. */
export function rendered(format: Format, result: Result, options: FormatOptions): string {
  if (!('reports' in result)) return format.render(result, options);
  if (format.name === json.name) return JSON.stringify(result, null, 2);
  return [...result.reports.map((report) => format.render(report, options)), result.summary].join('\n\n');
}

/** The format of that name; undefined where there is none. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
