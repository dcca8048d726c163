import { UsageError } from '../../shared/model/errors.ts';
import { explain as explanation } from '../../shared/report/explain.ts';
import { words, wordsFor } from '../../shared/report/words.ts';
import { suggestion } from '../../shared/request/nearest.ts';
import { command, type Flags } from '../command.ts';
import { commonOptions } from '../options.ts';
import { print } from '../output.ts';
import { columnsOf } from '../terminal.ts';

const { target, url, config, repository } = commonOptions;
/** Of `explain reset` alone. */
const resetOptions = {
  target: { ...target, describe: 'reset: the target whose database is rebuilt' },
  url,
  config,
  repository,
};

export const explain = command({
  usage: 'explain [code]',
  describe: 'What a finding or a lint rule means, how it comes about, what to do; "reset": how to rebuild a database',
  options: resetOptions,
  examples: [
    ['explain sequences/behind', 'one code, as reports name it'],
    ['explain drop-column', 'one rule of lint'],
    ['explain reset -t production', 'the whole procedure of rebuilding that database; nothing is run'],
    ['explain', 'every code and rule there is'],
  ],
  async run(flags) {
    const code = flags.code === undefined ? undefined : String(flags.code);
    await print(await explained(code, flags));
    return 0;
  },
});

async function explained(code: string | undefined, flags: Flags<typeof resetOptions>): Promise<string> {
  const width = Math.min(columnsOf(process.stdout), 100);
  if (code === 'reset') return (await import('../reset.ts')).resetPage(flags, width);
  const given = Object.keys(resetOptions).find((name) => flags[name] !== undefined);
  if (given) throw new UsageError('usage/arguments', `--${given} says nothing here`, 'lockstep explain reset takes it');
  return code === undefined ? contents() : page(code);
}

async function contents(): Promise<string> {
  const { lintRuleNames } = await lintPage();
  const width = Math.max(...words.map(({ code }) => code.length));
  const codes = words.map(({ code, title }) => `${code.padEnd(width)}  ${title}`);
  return [...codes, '', 'Rules of lint:', ...lintRuleNames, '', 'Procedures:', 'reset'].join('\n');
}

async function page(code: string): Promise<string> {
  const width = Math.min(columnsOf(process.stdout), 90);
  if (wordsFor(code)) return explanation(code, width);
  const { explainLintRule, lintRuleNames } = await lintPage();
  const rule = explainLintRule(code, width);
  if (rule !== null) return rule;
  const known = [...words.map((entry) => entry.code), ...lintRuleNames, 'reset'];
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
