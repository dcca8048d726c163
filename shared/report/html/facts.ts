import { html, type Markup } from './markup.ts';

export interface Fact {
  name: string;
  value: string;
}

/** Names with their values, one a line. */
export function facts(rows: Fact[]): Markup {
  return html`<dl class="facts">${rows.map(
    ({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>
`,
  )}</dl>`;
}
