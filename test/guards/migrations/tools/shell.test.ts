import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { tools } from '../../../../shared/guards/migrations/tools/index.ts';
import { type Commands, commandsOf } from '../../../../shared/guards/migrations/tools/tool.ts';
import { literal } from '../../../../shared/session/sql.ts';
import { projectOf } from '../made.ts';

const pieces = [
  "'",
  '"',
  '\n',
  '\r',
  '\u001b[2K',
  '$(id)',
  '`id`',
  ' ',
  '-',
  '--x',
  ';id|sh',
  '\\',
  '!',
  '#',
  '~',
  '*',
  '<x',
  '&',
  'é',
  '=',
];
const hostile = fc
  .array(fc.constantFrom(...pieces, 'a', '1'), { minLength: 1, maxLength: 6 })
  .map((parts) => parts.join(''));

/** Every line of every command of every tool that names these migrations, known to the repository and not. */
function linesFor(first: string, second: string): string[] {
  return tools.flatMap((tool) =>
    [[first, second], []].flatMap((known) => {
      const migrations = known.map((id, at) => ({ id, ...(at > 0 ? { parents: [first] } : {}) }));
      const commands: Commands = commandsOf(tool, projectOf(migrations, { tool: tool.name }));
      const ofOne = [commands.resolve, commands.markApplied, commands.forget];
      return [
        ...ofOne.flatMap((command) => [...(command?.(first) ?? []), ...(command?.(second) ?? [])]),
        ...(commands.merge?.([first, second]) ?? []),
      ];
    }),
  );
}

/** The words of each line, as `sh` takes them. */
function wordsOf(lines: string[]): string[][] {
  const script = lines.map((line) => `set -- ${line}\nprintf '%s\\0' "$@"; printf '\\1'`).join('\n');
  const said = execFileSync('sh', ['-f', '-c', script], { encoding: 'utf8', env: {} });
  return said
    .split('\u0001')
    .slice(0, -1)
    .map((each) => each.split('\0').slice(0, -1));
}

const onOneLine = (text: string) => text.replaceAll(/\p{Cc}/gu, '\ufffd');

it('takes an id for one word in all lines of all tools, whatever it holds', () => {
  const [one, two] = ['app.first', 'app.second'];
  const plain = linesFor(one, two);
  const expected = wordsOf(plain);
  expect(plain.length).toBeGreaterThan(50);
  fc.assert(
    fc.property(fc.uniqueArray(hostile, { minLength: 2, maxLength: 2 }), ([a = '', b = '']) => {
      const ids = { [one]: `app.${a}`, [two]: `app.${b}`, first: a, second: b };
      const lines = linesFor(`app.${a}`, `app.${b}`);
      for (const line of lines) expect(line).not.toMatch(/\p{Cc}/u);
      const named = (word: string) =>
        Object.entries(ids).reduce(
          (text, [name, id]) =>
            text === name
              ? id
              : text
                  .replaceAll(`(${literal(name)}`, () => `(${literal(id)}`)
                  .replaceAll(`= ${literal(name)}`, () => `= ${literal(id)}`),
          word,
        );
      expect(wordsOf(lines)).toEqual(expected.map((words) => words.map((word) => onOneLine(named(word)))));
    }),
    { numRuns: 25 },
  );
});
