import { toolNameSchema } from '../../shared/model/manifest.ts';
import { command } from '../command.ts';
import { commonOptions } from '../options.ts';
import { print } from '../output.ts';
import { columnsOf, wantsColor } from '../terminal.ts';

const text = { type: 'string', requiresArg: true } as const;
const { target, url, config, repository, timeout, strict } = commonOptions;
const what = 'Migrations:';

export const lint = command({
  usage: 'lint [files..]',
  describe: 'What migrations will do to the database and its users: safe, careful or dangerous',
  options: {
    repository: { ...repository, group: what },
    since: { ...text, group: what, describe: 'only what comes after this migration' },
    tool: { ...text, group: what, choices: toolNameSchema.options, describe: 'the tool that runs these files' },
    'pg-version': {
      type: 'number',
      requiresArg: true,
      group: what,
      conflicts: ['target', 'url'],
      describe: 'major version of the server (the oldest supported, 14)',
    },
    target: {
      ...target,
      array: false,
      describe: 'weigh by this target: its sizes, its traffic, what is pending there',
    },
    url: { ...url, describe: 'weigh by the database of this URL' },
    config,
    timeout,
    format: {
      ...commonOptions.format,
      choices: ['tty', 'json', 'markdown', 'github', 'gitlab', 'sarif'],
    },
    all: { ...commonOptions.all, describe: 'also what is allowed or safe, and why each rule is one' },
    strict: { ...strict, describe: 'exit with 1 for what is careful, too' },
    'no-color': commonOptions['no-color'],
  },
  examples: [
    ['lint', 'all migrations that are found here, without a database'],
    ['lint --target production', 'what is pending there, weighed by its tables'],
    ['lint migrations/0042.sql --format github', 'some files, as annotations of a pull request'],
    ['lint --since 20240201000000_add_email --strict', 'what this branch adds, as a gate'],
    ['lint - --pg-version 17 < change.sql', 'what is piped in'],
  ],
  async run(flags) {
    // The parser is WebAssembly of 1.7 MB: no other command waits for it.
    const { lintRun } = await import('../lint.ts');
    const { lintFormats } = await import('../../shared/report/formats/lint/index.ts');
    // yargs loses a lone dash.
    const piped = process.argv.slice(3).includes('-') ? ['-'] : [];
    const files = [...((flags.files as unknown[] | undefined) ?? []).map(String), ...piped];
    const { report, places } = await lintRun({ ...flags, files });
    const color = !flags.noColor && wantsColor(process.stdout);
    const format = lintFormats.find(({ name }) => name === flags.format) ?? lintFormats[0];
    const options = { color, all: flags.all ?? false, width: columnsOf(process.stdout), ...places };
    await print(format?.render(report, options) ?? report.summary);
    return { pass: 0, warn: flags.strict ? 1 : 0, block: 1, unknown: 3 }[report.verdict];
  },
});
