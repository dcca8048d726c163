#!/usr/bin/env node
import './title.ts';
import './memory.ts';

import yargs from 'yargs';
import { version } from '../shared/model/version.ts';
import type { Command } from './command.ts';
import { check } from './commands/check.ts';
import { demo } from './commands/demo.ts';
import { explain } from './commands/explain.ts';
import { fix } from './commands/fix.ts';
import { lint } from './commands/lint.ts';
import { manifest } from './commands/manifest.ts';
import { serve } from './commands/serve.ts';
import { verify } from './commands/verify.ts';
import { fail } from './failure.ts';
import { CommandLineError } from './mistake.ts';
import { columnsOf } from './terminal.ts';

const commands: Command[] = [check, fix, verify, lint, manifest, serve, demo, explain];
const words = process.argv.slice(2);

// Whoever reads stdout may stop reading (lockstep check | head); the verdict stands all the same.
process.stdout.on('error', () => {});
process.on('uncaughtException', async (error) => process.exit(await fail(error, words, commands)));

try {
  await parser(words).parseAsync();
} catch (error) {
  process.exitCode = await fail(error, words, commands);
}
// Once all is written. An attempt to connect that nobody waits for any more would keep the process for its time.
process.stdout.write('', () => process.exit());

function parser(given: string[]) {
  const parsing = { 'boolean-negation': false, 'dot-notation': false, 'greedy-arrays': false, 'populate--': true };
  const empty = yargs(given)
    .scriptName('lockstep')
    .locale('en')
    .parserConfiguration(parsing)
    .usage('Keeps PostgreSQL in step with its deploys: check before, fix, verify after.')
    .exitProcess(false)
    .fail((message, error) => {
      // Without an error, yargs itself finds fault with the command line.
      throw error && error.name !== 'YError' ? error : new CommandLineError(message ?? error.message);
    });
  return commands
    .reduce((all, { module }) => all.command(module), empty)
    .demandCommand(1, `a command is missing: ${commands.map(({ name }) => name).join(', ')}`)
    .strict()
    .recommendCommands()
    .completion('completion', 'Print the script that completes commands and options in your shell')
    .epilogue('Exit codes: 0 pass or warn, 1 block, 2 wrong usage or configuration, 3 could not tell.')
    .version(version)
    .help()
    .wrap(Math.min(columnsOf(process.stdout), 120));
}
