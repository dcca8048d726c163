import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shellCommands } from '../../shared/deploy/shell-words.ts';
import { shellWord } from '../../shared/model/shell.ts';

test.each([
  ['a b  c', [['a', 'b', 'c']]],
  ['a && b || c; d | e & f', [['a'], ['b'], ['c'], ['d'], ['e'], ['f']]],
  [`a 'b c' "d e" f\\ g`, [['a', 'b c', 'd e', 'f g']]],
  [`pri'sm'"a" db`, [['prisma', 'db']]],
  ['a # no b\nc a#b', [['a'], ['c', 'a#b']]],
  ['a \\\n  b', [['a', 'b']]],
  ['(cd x; $(a b))', [['cd', 'x'], ['$'], ['a', 'b']]],
  ['a ""', [['a', '']]],
  [`a "b \\" c"`, [['a', 'b " c']]],
  [`a 'b`, [['a', 'b']]],
  ['', []],
])('%j', (script, commands) => {
  expect(shellCommands(script)).toEqual(commands);
});

test('words are what a shell makes of them', () => {
  const words = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', ' ', "'", '"', '\\', ';', '&', '#', '$') }), {
    minLength: 1,
    maxLength: 4,
  });
  const scripts = fc.sample(words, { numRuns: 60, seed: 1 });
  const script = scripts.map((each) => `printf '%s\\0' ${each.map(shellWord).join(' ')}; printf '\\n'`).join('\n');
  const answers = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' }).split('\n');
  for (const [at, each] of scripts.entries()) {
    expect(answers[at]?.split('\0').slice(0, -1)).toEqual(each);
    expect(shellCommands(each.map(shellWord).join(' '))).toEqual([each]);
  }
});
