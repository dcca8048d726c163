import { describe, expect, it } from 'vitest';
import { codeSchema } from '../../shared/model/finding.ts';
import { words, wordsFor } from '../../shared/report/words.ts';

describe('the words', () => {
  it('exist once for each code', () => {
    const codes = words.map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.filter((code) => !codeSchema.safeParse(code).success)).toEqual([]);
  });

  it.each(words)('of $code say what it means, how it comes about and what to do', (entry) => {
    expect(entry.title).toMatch(/^[A-Z].*\.$/);
    for (const text of [entry.why, entry.how, entry.fix]) expect(text.length).toBeGreaterThan(20);
  });

  it.each(words)('of $code are paragraphs that a terminal and Markdown both show right', ({ why, how, fix }) => {
    for (const paragraph of [why, how, fix].join('\n\n').split('\n\n')) {
      const isCode = paragraph.startsWith('    ');
      expect(paragraph.split('\n').every((line) => line.startsWith('    ') === isCode)).toBe(true);
    }
  });

  it('point to other codes only where there is such a code', () => {
    const text = words.map(({ why, how, fix }) => `${why} ${how} ${fix}`).join(' ');
    const mentioned = [...text.matchAll(/lockstep explain ([a-z]+\/[a-z-]+)/g)].map(([, code]) => code ?? '');
    expect(mentioned.length).toBeGreaterThan(0);
    expect(mentioned.filter((code) => !wordsFor(code))).toEqual([]);
  });

  it('are found by code, and not for a code that does not exist', () => {
    expect(wordsFor('sequences/behind')?.title).toContain('already holds');
    expect(wordsFor('sequences/no-such-thing')).toBeUndefined();
  });
});
