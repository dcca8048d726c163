import type { Result } from '../../model/report.ts';
import type { Format, FormatOptions } from './format.ts';
import { github } from './github.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { tty } from './tty.ts';

export type { Format, FormatOptions } from './format.ts';

/** Every format that `--format` takes. */
export const formats: Format[] = [tty, json, markdown, html, github];

/** A result in a format: the reports one after the other, and at the end the sentence on all of them. JSON and HTML are one. */
export async function rendered(format: Format, result: Result, options: FormatOptions): Promise<string> {
  if (!('reports' in result)) return format.render(result, options);
  if (format.renderAll) return format.renderAll(result, options);
  const texts = await Promise.all(result.reports.map((report) => format.render(report, options)));
  return [...texts, result.summary].join('\n\n');
}

/** The format of that name; undefined where there is none. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
