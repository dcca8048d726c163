import type { Verdict } from '../../model/finding.ts';
import { html, type Markup } from './markup.ts';

export type Tone = Verdict | 'info';

const signs: Record<Tone, string> = { block: '✖', unknown: '?', warn: '!', pass: '✔', info: 'i' };

/** A word in the colour of a verdict, with its sign: colour alone tells nobody anything who cannot see it. */
export function label(tone: Tone, word: string = tone): Markup {
  return html`<span class="label ${tone}"><span aria-hidden="true">${signs[tone]}</span> ${word}</span>`;
}

/** The sign of a verdict by itself, where the word stands beside it. */
export function signOf(tone: Tone): string {
  return signs[tone];
}
