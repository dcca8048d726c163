import { html, type Markup } from './markup.ts';

/** Cells of a table, a row each; from the column `right` on they are numbers, which end at their right. */
export interface TableOptions {
  /** what the table is of, for whoever does not see it */
  caption: string;
  right?: number;
}

type Cell = string | Markup;

/** A table that scrolls by itself where it is wider than the screen: the page never does. */
export function table(titles: string[], rows: Cell[][], { caption, right = titles.length }: TableOptions): Markup {
  const align = (at: number) => (at >= right ? 'number' : 'text');
  const head = titles.map((title, at) => html`<th scope="col" class="${align(at)}">${title}</th>`);
  const body = rows.map(([first = '', ...cells]) => {
    const others = cells.map((cell, at) => html`<td class="${align(at + 1)}">${cell}</td>`);
    return html`<tr><th scope="row">${first}</th>${others}</tr>
`;
  });
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<thead><tr>${head}</tr></thead>
<tbody>
${body}</tbody></table></div>
`;
}
