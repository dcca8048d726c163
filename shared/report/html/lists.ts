import { plural } from '../counts.ts';
import { html, type Markup } from './markup.ts';

/** A part that is folded away until somebody asks for it, unless it stands open from the start. */
export function folded(
  { summary, open = false }: { summary: string | Markup; open?: boolean },
  content: Markup,
): Markup {
  return html`<details${open ? html` open` : undefined}><summary>${summary}</summary>
${content}
</details>
`;
}

/** More of one kind than this a page has no room for: it says how many it leaves out. */
export const most = 5_000;

interface Folding {
  /** so many stand open, the rest is folded away */
  open: number;
  /** what one of them is called */
  noun: string;
}

/** Items of which the first stand open and the rest is folded away; what is beyond all room is counted. */
export function listed<Item>(items: Item[], { open, noun }: Folding, write: (items: Item[]) => Markup): Markup {
  const rest = items.slice(open, most);
  const more = rest.length === 0 ? undefined : folded({ summary: plural(rest.length, `more ${noun}`) }, write(rest));
  return html`${write(items.slice(0, open))}${more}${leftOut(items.length - most, noun)}`;
}

/** What a page has no room for, said where it would stand. */
export function leftOut(count: number, noun: string): Markup | undefined {
  if (count <= 0) return undefined;
  return html`<p class="left-out">${plural(count, `more ${noun}`)} left out here: the JSON report has all of them.</p>`;
}
