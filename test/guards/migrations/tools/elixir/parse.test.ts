import fc from 'fast-check';
import { expect, it } from 'vitest';
import { parseElixir } from '../../../../../shared/guards/migrations/tools/elixir/parse.ts';

const words =
  'create table( :a ) do end fn -> "x" "#{ } """ \n , key: [ ] { %{ @b add ~s( <> |> else if # \\ 1 -'.split(' ');

it('takes any text, and comes to an end', () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(fc.constantFrom(...words, '\n'), { maxLength: 40 }).map((list) => list.join(' ')),
  );
  fc.assert(
    fc.property(texts, (text) => {
      const terms = parseElixir(text);
      expect(terms === null || Array.isArray(terms)).toBe(true);
    }),
    { numRuns: 2000 },
  );
});

it.each([
  ['execute "a\\n\\"b\\""', 'a\n"b"', 1],
  ['execute """\n  a\n    b\n  """', 'a\n  b\n', 2],
  ['execute ~s(a "b")', 'a "b"', 1],
  ['execute(~S"""\n  a\\n\n  """)', 'a\\n\n', 2],
  ['execute(\n  "a"\n)', 'a', 2],
  ["execute '''\na\n'''", 'a\n', 2],
])('reads the text of %j', (source, text, line) => {
  expect(parseElixir(source)).toMatchObject([{ is: 'call', name: 'execute', items: [{ is: 'text', text, line }] }]);
});

it('is not led astray by a long comment, or by what a string holds', () => {
  const source = `# ${'do '.repeat(200)}\nexecute "do fn ( [" # end\nflush()`;
  expect(parseElixir(source)).toMatchObject([
    { name: 'execute', line: 2 },
    { name: 'flush', line: 3 },
  ]);
});
