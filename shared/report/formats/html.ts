import type { Format } from './format.ts';

/** One file for a browser: no script is needed to read it, and nothing else is asked for. */
export const html = {
  name: 'html',
  extension: 'html',
  async render(report, options) {
    const { page } = await written();
    return page(report, options);
  },
  async renderAll(reports, options) {
    const { page } = await written();
    return page(reports, options);
  },
} satisfies Format;

/** With it comes what `lockstep explain` says, which no other format waits for. A Lambda has it in a file of its own. */
function written() {
  return import('../html/page.ts');
}
