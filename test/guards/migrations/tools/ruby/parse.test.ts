import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { linesOf } from '../../../../../shared/guards/migrations/tools/ruby/lines.ts';
import { parseRuby } from '../../../../../shared/guards/migrations/tools/ruby/parse.ts';
import { withRemarks } from '../../../../../shared/guards/migrations/tools/ruby/remarks.ts';

const words = fc.constantFrom(
  'class A',
  'def up',
  'end',
  'do',
  '|t|',
  '{',
  '}',
  '(',
  ')',
  ':a',
  '"x#{y}"',
  '<<~SQL',
  'SQL',
  '\n',
  ' ',
  'x',
  '=',
  '[',
  ']',
  '-> {',
  'é',
  '\0',
);

it('takes any text, and says where it is no Ruby', async () => {
  const texts = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(words, { maxLength: 30 }).map((list) => list.join(' ')),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const { error, classes } = await parseRuby(text);
      expect(error === null || classes.length === 0).toBe(true);
      if (error) expect(error.line).toBeLessThanOrEqual(text.split('\n').length + 1);
    }),
    { numRuns: 200 },
  );
});

it('counts lines of bytes as they are counted in the text', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('a', 'é', '😀', '\n', '\r\n'), { maxLength: 40 }), (characters) => {
      const bytes = new TextEncoder().encode(characters.join(''));
      const lineAt = linesOf(bytes);
      for (let offset = 0; offset <= bytes.length; offset += 1) {
        expect(lineAt(offset)).toBe(new TextDecoder().decode(bytes.subarray(0, offset)).split('\n').length);
      }
    }),
  );
});

it('keeps every statement in its line, whatever remarks stand above', () => {
  const remark = fc.record({
    line: fc.integer({ min: 1, max: 12 }),
    text: fc.constantFrom('lockstep: allow a because b', 'why'),
    alone: fc.boolean(),
  });
  fc.assert(
    fc.property(
      fc.uniqueArray(remark, { selector: ({ line }) => line }),
      fc.integer({ min: 1, max: 12 }),
      fc.nat(2),
      (comments, from, below) => {
        const [part] = withRemarks([{ text: 'DROP TABLE a;', from, line: from + below }], comments);
        const at = part?.text.split('\n').findIndex((text) => text.startsWith('DROP')) ?? -1;
        expect((part?.line ?? 0) + at).toBe(from + below);
      },
    ),
  );
});

it('says nothing of WASI to the person who typed the command', async () => {
  const script = `process.emitWarning('mine'); import('./shared/guards/migrations/tools/ruby/parse.ts').then(({ parseRuby }) => parseRuby('x'))`;
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['-e', script]);
  expect(stdout).toBe('');
  expect(stderr).not.toContain('WASI');
  expect(stderr).toContain('mine');
});
