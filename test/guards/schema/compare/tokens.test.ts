import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tokensOf } from '../../../../shared/guards/schema/compare/tokens.ts';

it.each([
  [`a = 'it''s  --'`, ['a', '=', `'it''s  --'`]],
  [`"Odd ""Name".b::text[]`, ['"Odd ""Name"', '.', 'b', '::', 'text', '[', ']']],
  [`E'a\\'b' U&'x' u&"y" B'1'`, [`E'a\\'b'`, `U&'x'`, 'u', '&', '"y"', `B'1'`]],
  ['$$ a  b $$ $x$ $$ $x$ $1', ['$$ a  b $$', '$x$ $$ $x$', '$', '1']],
  ['a -- b  c\n/* d  e */ f', ['a', '-- b  c\n', '/* d  e */', 'f']],
  ['1.5e3 .5 <> -1', ['1.5e3', '.5', '<>', '-', '1']],
  ['naïve 表 a$b', ['naïve', '表', 'a$b']],
  [`'not closed`, [`'not closed`]],
])('%s is %j', (text, tokens) => {
  expect(tokensOf(text)).toEqual(tokens);
});

it('loses nothing but white space, and reads its own tokens alike', () => {
  const piece = fc.constantFrom(
    'a',
    'E',
    "'",
    '"',
    '$',
    '$x$',
    '--',
    '/*',
    '*/',
    '\n',
    ' ',
    '\\',
    '::',
    '(',
    ',',
    '1',
    'é',
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
      const tokens = tokensOf(pieces.join(''));
      expect(tokens.join('').replaceAll(/\s/g, '')).toBe(pieces.join('').replaceAll(/\s/g, ''));
      // What a comment or a quote that is not closed holds goes on with whatever follows.
      expect(tokensOf(tokens.slice(0, -1).join('\n'))).toEqual(tokens.slice(0, -1));
    }),
    { numRuns: 500 },
  );
});
