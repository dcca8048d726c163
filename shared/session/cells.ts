/**
 * The cells of a row in PostgreSQL's text form of composite values, `(17,t,"a ""b""",)`: an empty cell is NULL, a quoted
 * one doubles or escapes its quotes and backslashes. Rows come this way because turning them into JSON on the server
 * takes three times as long as reading them. https://www.postgresql.org/docs/current/rowtypes.html#ROWTYPES-IO-SYNTAX
 */
export function cellsOf(row: string): (string | null)[] {
  if (row === '') return [];
  const cells = row.slice(1, -1).matchAll(/("(?:[^"\\]|""|\\.)*"|[^,"]*)(?:,|$)/gs);
  const texts = [...cells].map(([, cell = '']) => cell);
  // The pattern matches once more, with nothing, at the end of a row whose last cell is not empty.
  const count = row.slice(1, -1).endsWith(',') ? texts.length : texts.length - 1;
  return texts.slice(0, Math.max(count, 1)).map(cellOf);
}

function cellOf(text: string): string | null {
  if (text === '') return null;
  if (!text.startsWith('"')) return text;
  return text.slice(1, -1).replaceAll(/""|\\(.)/gs, (both, escaped: string | undefined) => escaped ?? both[0] ?? '');
}
