import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { html, lines, textOf } from '../../../shared/report/html/markup.ts';
import { page } from '../../../shared/report/html/page.ts';
import { resultOf } from '../../../shared/report/result.ts';
import { hostileName, isWorkflowCommand, linesOf, reportNaming } from '../hostile.ts';
import { everywhere } from './everywhere.ts';

describe('HTML with values in it', () => {
  it('escapes what they hold, in texts and in attributes', () => {
    const name = `<b title="x" id='y'>&amp;`;
    const escaped = '&lt;b title=&quot;x&quot; id=&#39;y&#39;&gt;&amp;amp;';
    expect(textOf(html`<p id="${name}">${name}</p>`)).toBe(`<p id="${escaped}">${escaped}</p>`);
  });

  it('takes markup as it is, joins lists, and leaves out what is not there', () => {
    expect(textOf(html`<ul>${['<1>', 2].map((each) => html`<li>${each}</li>`)}${undefined}</ul>`)).toBe(
      '<ul><li>&lt;1&gt;</li><li>2</li></ul>',
    );
  });

  it('takes nothing for markup that only looks like it, as data may', () => {
    const data = JSON.parse('{"written":"<script>"}');
    expect(() => textOf(html`${data}`)).toThrow();
  });

  it('shows what cannot be seen, lone halves of characters included, and keeps the lines of a block', () => {
    expect(textOf(lines(['a\u202eb\u0000', '\ud800 c\n']))).toBe('a\\u{202e}b\\u{0}\n\\u{d800} c\\n');
  });

  it('shows a cast as it is, and is no command to a runner that prints the page', () => {
    expect(textOf(html`${'::error::x ##[error] a::text'}`)).toBe(
      '&#58;&#58;error&#58;&#58;x &#35;&#35;[error] a&#58;&#58;text',
    );
  });
});

/** The names of all tags that a page of ours is made of, besides `script`, `style` and `meta`, which hold no data. */
const tags = new Set(
  `html head title body header main section article div p span b strong small s h1 h2 h3 h4 h5 ul ol li dl dt dd details
  summary table thead tbody tr th td svg rect pre code del ins button a`.split(/\s+/),
);
const attributes =
  /^(class|id|href|lang|role|aria-label|aria-hidden|tabindex|scope|viewBox|preserveAspectRatio|width|height|type|open|content|name|charset|http-equiv)$/;

describe('whatever the names in a database are', () => {
  it('nothing of them becomes markup', () => {
    const ours = page(reportNaming('orders'));
    const heads = headOf(ours);
    fc.assert(
      fc.property(hostileName, (name) => {
        const several = resultOf([reportNaming(name), reportNaming(`${name} beside`)]);
        for (const text of [page(reportNaming(name)), page(everywhere(name)), page(several)]) {
          expect(headOf(text)).toEqual(heads);
          expect(strangeIn(text)).toEqual([]);
          expect(linesOf(text).filter(isWorkflowCommand)).toEqual([]);
          expect(text.isWellFormed()).toBe(true);
        }
      }),
      { numRuns: 60 },
    );
  });
});

/** Style, script and policy: the same whatever the data is. */
function headOf(text: string): (string | undefined)[] {
  return [/<style>(.*?)<\/style>/s, /<script>(.*?)<\/script>/s, /Policy" content="(.*?)"/].map(
    (part) => part.exec(text)?.[1],
  );
}

/** Each tag that is not one of ours, written as we write them; and each `<` or `>` that belongs to none. */
function strangeIn(text: string): string[] {
  const body = text.replace(/<(style|script)>.*?<\/\1>/gs, '').replace('<!doctype html>', '');
  const strange: string[] = [];
  const rest = body.replace(
    /<(\/?)([a-z][a-z0-9]*)((?: [\w-]+(?:="[^"<>]*")?)*)\/?>/gi,
    (tag, _, name, given: string) => {
      const names = [...given.matchAll(/ ([\w-]+)(?:="[^"<>]*")?/g)].map((match) => match[1] ?? '');
      if (!(tags.has(name) || name === 'meta') || !names.every((each) => attributes.test(each))) strange.push(tag);
      return '';
    },
  );
  return [...strange, ...(rest.match(/[<>].{0,40}/g) ?? [])];
}
