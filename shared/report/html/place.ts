import { shown } from '../printable.ts';
import type { TextDiff } from '../text-diff.ts';
import { html, type Markup, verbatim } from './markup.ts';

/** Where in the page a part stands. */
export interface Place {
  /** before every anchor: empty where the page holds one report */
  prefix: string;
  /** of the headings of its sections */
  level: number;
  texts: TextDiff;
  /** anchors that the page has already: the first part of a name is the one that links lead to */
  taken: Set<string>;
}

/** What an anchor of this place is called: `sequences/behind`, where there are several reports `production/sequences/behind`. */
export function anchor({ prefix }: Pick<Place, 'prefix'>, name: string): string {
  // A name of a target is one of letters, digits, dots and dashes; where only a URL was given it may hold anything.
  return encodeURI(shown(prefix + name));
}

/** The attribute that makes something the end of links; nothing where the page has one of that name. */
export function idOf(place: Place, name: string): Markup | undefined {
  const id = anchor(place, name);
  if (place.taken.has(id)) return undefined;
  place.taken.add(id);
  return html` id="${id}"`;
}

/** A heading, `below` so many levels under those of the sections. */
export function heading({ level }: Place, content: Markup | string, below = 0): Markup {
  const tag = `h${Math.min(6, level + below)}`;
  return html`${verbatim(`<${tag}>`)}${content}${verbatim(`</${tag}>`)}`;
}

/** One part of a report with its heading, which links may name. `note`: grey, after the heading. */
export function section(
  place: Place,
  { name, title, note }: { name: string; title: string; note?: string },
  content: Markup[],
): Markup {
  const remark = note === undefined ? undefined : html` <small>${note}</small>`;
  return html`<section${idOf(place, name)}>${heading(place, html`${title}${remark}`)}
${content}
</section>
`;
}
