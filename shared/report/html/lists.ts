import { plural } from '../counts.ts';
import { html, type Markup } from './markup.ts';

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
  const folded = items.slice(open, most);
  const rest = items.length - folded.length - Math.min(open, items.length);
  return html`${items.length === 0 ? undefined : write(items.slice(0, open))}${
    folded.length === 0
      ? undefined
      : html`<details class="more"><summary>${plural(folded.length, `more ${noun}`)}</summary>
${write(folded)}
</details>`
  }${leftOut(rest, noun)}`;
}

/** What a page has no room for, said where it would stand. */
export function leftOut(count: number, noun: string): Markup | undefined {
  if (count <= 0) return undefined;
  return html`<p class="left-out">${plural(count, `more ${noun}`)} left out here: the JSON report has all of them.</p>`;
}
