/** What a person reads about one code: what it means, how it comes about, what to do. */
export interface Words {
  code: string;
  /** one line, a whole statement */
  title: string;
  /** what it means and why it hurts */
  why: string;
  how: string;
  /** what to do; lines indented by four spaces are SQL, configuration or commands to paste */
  fix: string;
}

/** Joins paragraphs, and blocks made by `code`, with an empty line between. */
export function paragraphs(...parts: string[]): string {
  return parts.join('\n\n');
}

/** Lines to paste: indented by four spaces, which Markdown and a terminal both show as they are. */
export function code(...lines: string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}
