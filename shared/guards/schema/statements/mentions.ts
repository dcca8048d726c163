/** `name` or `"any name"`, as the server writes one. */
const one = String.raw`(?:[\p{L}_][\p{L}\p{N}_$]*|"(?:[^"]|"")*")`;
const chain = new RegExp(String.raw`${one}(?:\.${one})*`, 'gu');
const part = new RegExp(one, 'gu');

/** The names that a text of the server holds, each as a path of one or more, unquoted; those in texts (`'public.t'`) too. */
export function namesIn(text: string): string[][] {
  return (text.match(chain) ?? []).map(pathOf);
}

/** `public."my table"` as the names that it is made of. */
export function pathOf(name: string): string[] {
  return (name.match(part) ?? []).map((found) =>
    found.startsWith('"') ? found.slice(1, -1).replaceAll('""', '"') : found,
  );
}

/** The definition of a function without its body where that is a text, which nobody reads before it runs. */
export function withoutBody(definition: string): string {
  const body = /\nAS (?:\$|'|E')/.exec(definition);
  return body === null ? definition : definition.slice(0, body.index);
}
