import type { Format } from './format.ts';
import { github } from './github.ts';
import { json } from './json.ts';
import { markdown } from './markdown.ts';
import { tty } from './tty.ts';

export type { Format, FormatOptions } from './format.ts';

/** Every format that `--format` takes. */
export const formats: Format[] = [tty, json, markdown, github];

/** The format of that name; undefined where there is none. */
export function formatNamed(name: string): Format | undefined {
  return formats.find((format) => format.name === name);
}
