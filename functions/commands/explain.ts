import { UsageError } from '../../shared/model/errors.ts';
import { explain as explanation } from '../../shared/report/explain.ts';
import { words, wordsFor } from '../../shared/report/words.ts';
import { suggestion } from '../../shared/request/nearest.ts';
import { command } from '../command.ts';
import { print } from '../output.ts';
import { columnsOf } from '../terminal.ts';

export const explain = command({
  usage: 'explain [code]',
  describe: 'What a finding or a lint rule means, how it comes about, what to do',
  options: {},
  examples: [
    ['explain sequences/behind', 'one code, as reports name it'],
    ['explain drop-column', 'one rule of lint'],
    ['explain', 'every code and rule there is'],
  ],
  async run({ code }) {
    await print(code === undefined ? await contents() : await page(String(code)));
    return 0;
  },
});

async function contents(): Promise<string> {
  const { lintRuleNames } = await lintPage();
  const width = Math.max(...words.map(({ code }) => code.length));
  const codes = words.map(({ code, title }) => `${code.padEnd(width)}  ${title}`);
  return [...codes, '', 'Rules of lint:', ...lintRuleNames].join('\n');
}

async function page(code: string): Promise<string> {
  const width = Math.min(columnsOf(process.stdout), 90);
  if (wordsFor(code)) return explanation(code, width);
  const { explainLintRule, lintRuleNames } = await lintPage();
  const rule = explainLintRule(code, width);
  if (rule !== null) return rule;
  const known = [...words.map((entry) => entry.code), ...lintRuleNames];
  throw new UsageError(
    'usage/arguments',
    `there is no code ${JSON.stringify(code)}${suggestion(code, known)}`,
    'lockstep explain',
  );
}

/** A hundred rules, which no other command waits for. */
function lintPage() {
  return import('../../shared/report/lint-page.ts');
}
