import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { explain, findingsPage } from '../../shared/report/explain.ts';
import { words } from '../../shared/report/words.ts';

const page = readFileSync(new URL('../../docs/findings.md', import.meta.url), 'utf8');

describe('docs/findings.md', () => {
  it('is what the words say (else run "npm run docs")', () => {
    expect(page).toBe(findingsPage());
  });

  it('has a section for every code, with an anchor of its own', () => {
    const headings = [...page.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading ?? '');
    expect(headings).toEqual(words.map(({ code }) => code));
    // GitHub makes anchors of headings: lower case, without punctuation.
    const anchors = headings.map((heading) => heading.toLowerCase().replace(/[^\w -]/g, ''));
    expect(new Set(anchors).size).toBe(anchors.length);
  });

  it('closes every code block', () => {
    expect((page.match(/^```/gm) ?? []).length % 2).toBe(0);
  });
});

describe('lockstep explain', () => {
  it.each(words)('tells $code in lines that fit the terminal', ({ code, title }) => {
    const text = explain(code);
    expect(text.startsWith(`${code}\n\n`)).toBe(true);
    expect(text.replaceAll('\n', ' ')).toContain(title);
    const prose = text.split('\n').filter((line) => !line.startsWith('    '));
    expect(prose.filter((line) => line.length > 80)).toEqual([]);
  });

  it('leaves the SQL on lines of its own', () => {
    expect(explain('sequences/orphan').split('\n')).toContain('    DROP SEQUENCE public.orders_id_seq;');
  });

  it('lists the codes that there are when asked for another one', () => {
    expect(explain('sequences/behnid')).toContain('\n  sequences/behind\n');
  });
});
