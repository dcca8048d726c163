import { html, lines, type Markup } from './markup.ts';

/** Lines to paste. The button is seen only where the script that makes it work runs. */
export function pasted(texts: string[]): Markup | undefined {
  if (texts.length === 0) return undefined;
  return html`<div class="paste"><pre>${lines(texts)}</pre><button type="button">Copy</button></div>
`;
}
