import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hiding } from '../../shared/deploy/hidden.ts';
import { linesOf } from '../../shared/deploy/lines.ts';

/** The lines of output that comes in these pieces. */
function lines(...chunks: (string | Buffer)[]): string[] {
  const told: string[] = [];
  const taken = linesOf({ tell: (line) => told.push(line), safe: (line) => line });
  for (const chunk of chunks) taken.push(Buffer.from(chunk as string));
  taken.end();
  return told;
}

describe('the output of a program', () => {
  it('is told by lines, empty ones and the last without its end included', () => {
    expect(lines('one\n\ntw', 'o\nthree')).toEqual(['one', '', 'two', 'three']);
    expect(lines('windows\r\nlines\r\n')).toEqual(['windows', 'lines']);
    expect(lines()).toEqual([]);
  });

  it('is the last of what a progress bar wrote over itself', () => {
    expect(lines('10%\r', '50%\r', '100%\n', 'done\n')).toEqual(['100%', 'done']);
    expect(lines('working\r\u001b[K', 'done\r\u001b[K\n', 'next')).toEqual(['done', 'next']);
  });

  it('has neither colours nor anything else that moves a cursor', () => {
    expect(lines('\u001b[31mred\u001b[0m\u0007 \u001b[2Aand\tup\n')).toEqual(['red\\u{7} and    up']);
  });

  it('is cut where a line is very long, and held in little memory where it never ends', () => {
    expect(lines(`${'x'.repeat(5000)}\n`)[0]).toBe(`${'x'.repeat(2000)} ... and 3000 more letters`);
    expect(lines(...Array.from({ length: 200 }, () => 'x'.repeat(10_000)))[0]?.length).toBeLessThan(2100);
  });

  it('may be binary', () => {
    expect(lines(Buffer.from([0xff, 0x00, 0xfe, 0x0a, 0x41]))).toEqual(['\ufffd\\u{0}\ufffd', 'A']);
  });

  it('is the same however it comes in pieces', () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'é', '😀', '\n', '\r', ' ', '\u001b[1m'), maxLength: 60 });
    fc.assert(
      fc.property(text, fc.array(fc.nat(200)), (whole, at) => {
        const bytes = Buffer.from(whole);
        const cuts = [
          0,
          ...at.map((place) => place % (bytes.length + 1)).sort((one, other) => one - other),
          bytes.length,
        ];
        const chunks = cuts.slice(1).map((end, index) => bytes.subarray(cuts[index], end));
        // An escape sequence that ends a piece stays whole, as lines are cleaned as wholes.
        expect(lines(...chunks)).toEqual(lines(bytes));
      }),
    );
  });
});

describe('credentials', () => {
  it('are hidden in every writing of them', () => {
    const safe = hiding({ DATABASE_URL: 'postgresql://app:p%40ss%2Fword@db/shop', PGPASSWORD: 'other one' });
    expect(safe('p@ss/word p%40ss%2Fword other one')).toBe('**** **** ****');
    expect(safe('error: postgresql://app:p%40ss%2Fword@db/shop refused')).toBe('error: postgres://**** refused');
  });

  it('are hidden whatever they are and wherever they stand', () => {
    const secret = fc.string({
      unit: fc.constantFrom('a', 'B', '1', '/', '@', ':', '%', '$', '*', 'é'),
      minLength: 6,
      maxLength: 20,
    });
    fc.assert(
      fc.property(secret, fc.string(), fc.string(), (password, before, after) => {
        fc.pre(!before.includes(password) && !'postgres://****'.includes(password));
        const safe = hiding({ SHADOW_URL: `postgres://app:${encodeURIComponent(password)}@host/shop` });
        expect(safe(`${before}${password}${after}`)).not.toContain(password);
      }),
    );
  });
});
