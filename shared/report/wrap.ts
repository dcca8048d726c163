/** Breaks text at spaces so that no line is wider than `width`, unless one word is. */
export function wrap(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && columns(line) + 1 + columns(word) > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === '' ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}

const wide = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\u{1f300}-\u{1faff}]/u;
// Made when it is first needed: that takes 9 ms, and a Lambda writes for no terminal.
let segmenter: Intl.Segmenter | undefined;

/** How many columns of a terminal the text takes. */
export function columns(text: string): number {
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  let total = 0;
  for (const { segment } of segmenter.segment(text)) total += wide.test(segment) ? 2 : 1;
  return total;
}

/** Rows of cells as lines, each column as wide as its widest cell; from the column `right` on cells end at its right. */
export function aligned(rows: string[][], right = Number.POSITIVE_INFINITY): string[] {
  const widths = (rows[0] ?? []).map((_, at) => rows.reduce((most, row) => Math.max(most, columns(row[at] ?? '')), 0));
  return rows.map((row) =>
    row
      .map((cell, at) => padded(cell, widths[at] ?? 0, at >= right))
      .join('  ')
      .trimEnd(),
  );
}

function padded(cell: string, width: number, right: boolean): string {
  const padding = ' '.repeat(Math.max(0, width - columns(cell)));
  return right ? padding + cell : cell + padding;
}

/** Indents every line, and leaves empty ones empty. */
export function indented(lines: string[], by = 2): string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}
