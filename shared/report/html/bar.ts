import type { Tone } from './labels.ts';
import { html, type Markup } from './markup.ts';

/** A fraction (0 to 1) as a bar, for the eye alone: the figure beside it says the same. What is not nothing is seen. */
export function bar(fraction: number, tone: Tone): Markup {
  const width = fraction === 0 ? 0 : Math.max(1, Math.floor(fraction * 100));
  return html`<svg class="bar ${tone}" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true"><rect width="${width}" height="8"/></svg>`;
}
