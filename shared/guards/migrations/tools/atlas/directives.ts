/** A directive in the first line of a text: `-- atlas:sum ignore` says `ignore`. null where there is none of that name. */
export function directive(line: string, name: string): string | null {
  const found = /^[ -~]*atlas:(\w+)(?: +([ -~]*))*/.exec(line);
  return found?.[1] === name ? (found[2] ?? '') : null;
}

/**
 * What a file says of itself: comments at its top, with an empty line behind them.
 * ariga/atlas: sql/migrate/dir.go (LocalFile.Directive)
 */
export function fileDirective(text: string, name: string): string | null {
  const [head = ''] = /^((?:--|#).*\n)+(?=\n)/.exec(text.replaceAll('\r\n', '\n')) ?? [];
  return (
    head
      .split('\n')
      .map((line) => directive(line, name))
      .find((value) => value !== null) ?? null
  );
}
