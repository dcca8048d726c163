import { shown } from '../printable.ts';

const written: unique symbol = Symbol('written');

/** HTML that is safe to put into a page. Only `html`, `lines` and `verbatim` make it. */
export interface Markup {
  readonly [written]: string;
}

type Piece = string | number | Markup | undefined | readonly Piece[];

/**
 * HTML with values in it, each escaped unless it is Markup itself; lists are joined, undefined is nothing. A value may stand in
 * a text or in an attribute in quotes, nowhere else.
 */
export function html(texts: TemplateStringsArray, ...values: Piece[]): Markup {
  const pieces = texts.map((text, at) => text + (at < values.length ? pieceOf(values[at]) : ''));
  return { [written]: pieces.join('') };
}

/** Lines for a `pre`, each escaped. */
export function lines(texts: string[]): Markup {
  return { [written]: texts.map(escaped).join('\n') };
}

/** Our own style or script, which no data gets into. */
export function verbatim(text: string): Markup {
  return { [written]: text };
}

/** The text of some markup. */
export function textOf(markup: Markup): string {
  return markup[written];
}

function pieceOf(value: Piece): string {
  if (value === undefined) return '';
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return written in value ? value[written] : value.map(pieceOf).join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

/** Besides HTML's own: a log of GitHub or Azure into which the page is printed takes "::error::" and "##[" for commands. */
function escaped(text: string): string {
  return shown(text)
    .replace(/[&<>"']/g, (character) => entities[character] ?? '')
    .replace(/::|##/g, (pair) => `&#${pair.charCodeAt(0)};`.repeat(2));
}
