import { UsageError } from '../../shared/model/errors.ts';
import { explain as explanation } from '../../shared/report/explain.ts';
import { words, wordsFor } from '../../shared/report/words.ts';
import { suggestion } from '../../shared/request/nearest.ts';
import { command } from '../command.ts';
import { print } from '../output.ts';
import { columnsOf } from '../terminal.ts';

export const explain = command({
  usage: 'explain [code]',
  describe: 'What a finding means, how it comes about, what to do',
  options: {},
  examples: [
    ['explain sequences/behind', 'one code, as reports name it'],
    ['explain', 'every code there is'],
  ],
  async run({ code }) {
    await print(code === undefined ? contents() : page(String(code)));
    return 0;
  },
});

function contents(): string {
  const width = Math.max(...words.map(({ code }) => code.length));
  return words.map(({ code, title }) => `${code.padEnd(width)}  ${title}`).join('\n');
}

function page(code: string): string {
  if (wordsFor(code)) return explanation(code, Math.min(columnsOf(process.stdout), 90));
  const known = words.map((entry) => entry.code);
  throw new UsageError(
    'usage/arguments',
    `there is no code ${JSON.stringify(code)}${suggestion(code, known)}`,
    'lockstep explain',
  );
}
