import { visible } from './printable.ts';

// What starts emphasis, code, a link, HTML, a table cell, a mention or a reference on GitHub. An underscore within a
// word starts nothing and stays, for the sake of those who read the source.
const special = /[\\`*~<>[\]|&@]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])|#(?=\d)/gu;

// A backslash does not keep GitHub from turning these two into a mention or a reference; an empty space after does.
const apart: Record<string, string> = { '@': '@&#8203;', '#': '#&#8203;', '<': '&lt;', '>': '&gt;', '&': '&amp;' };

/** Text from a database as plain text in Markdown, also within a table cell. */
export function plainText(text: string): string {
  return visible(text).replace(special, (character) => apart[character] ?? `\\${character}`);
}

/** Lines in a code block that nothing inside can end. */
export function fenced(language: string, lines: string[]): string {
  const runs = lines.join('\n').match(/`+/g) ?? [];
  const fence = '`'.repeat(Math.max(3, ...runs.map((run) => run.length + 1)));
  return [`${fence}${language}`, ...lines, fence].join('\n');
}

/** A table; cells are Markdown already. */
export function table(titles: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A part that is folded away until somebody asks for it. */
export function folded(title: string, content: string): string {
  return `<details><summary>${plainText(title)}</summary>\n\n${content}\n\n</details>`;
}
