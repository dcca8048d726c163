import { wordsFor } from '../words.ts';
import { pasted } from './code.ts';
import { html, type Markup } from './markup.ts';

/** What `lockstep explain` says of a code, folded away under a title; nothing of a code that has no words. */
export function explained(code: string, title = 'Why it matters, how it comes about, what to do'): Markup | undefined {
  const words = wordsFor(code);
  if (!words) return undefined;
  return html`<details class="why"><summary>${title}</summary>
<dl><dt>Why it matters</dt><dd>${paragraphs(words.why)}</dd>
<dt>How it comes about</dt><dd>${paragraphs(words.how)}</dd>
<dt>What to do</dt><dd>${paragraphs(words.fix)}</dd></dl>
</details>
`;
}

/** The title of a code, a whole statement. */
export function titleOf(code: string): string | undefined {
  return wordsFor(code)?.title;
}

/** Paragraphs, of which those that are indented are to be pasted. */
function paragraphs(text: string): (Markup | undefined)[] {
  return text
    .split('\n\n')
    .map((paragraph) =>
      paragraph.startsWith('    ')
        ? pasted(paragraph.replace(/^ {4}/gm, '').split('\n'))
        : html`<p>${inline(paragraph)}</p>`,
    );
}

/** What stands between backticks is code. */
export function inline(text: string): Markup[] {
  return text.split('`').map((part, at) => (at % 2 === 0 ? html`${part}` : html`<code>${part}</code>`));
}
