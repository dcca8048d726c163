#!/usr/bin/env node
import './title.ts';
import './memory.ts';

import yargs from 'yargs';
import { version } from '../shared/model/version.ts';
import type { Command } from './command.ts';
import { CommandLineError } from './mistake.ts';
import { columnsOf } from './terminal.ts';

const loaders: Record<string, () => Promise<Command>> = {
  check: async () => (await import('./commands/check.ts')).check,
  fix: async () => (await import('./commands/fix.ts')).fix,
  verify: async () => (await import('./commands/verify.ts')).verify,
  deploy: async () => (await import('./commands/deploy.ts')).deploy,
  backup: async () => (await import('./commands/backup.ts')).backup,
  restore: async () => (await import('./commands/restore.ts')).restore,
  compare: async () => (await import('./commands/compare.ts')).compare,
  snapshot: async () => (await import('./commands/snapshot.ts')).snapshot,
  expect: async () => (await import('./commands/expect.ts')).expect,
  lint: async () => (await import('./commands/lint.ts')).lint,
  manifest: async () => (await import('./commands/manifest.ts')).manifest,
  serve: async () => (await import('./commands/serve.ts')).serve,
  demo: async () => (await import('./commands/demo.ts')).demo,
  explain: async () => (await import('./commands/explain.ts')).explain,
};
const words = process.argv.slice(2);

// Whoever reads stdout may stop reading (lockstep check | head); the verdict stands all the same.
process.stdout.on('error', () => {});
// And a terminal may go away: what is told then is lost, what runs is not.
process.stderr.on('error', () => {});
process.on('uncaughtException', async (error) => process.exit(await failed(error)));

try {
  await parser(words, await commandsFor(words)).parseAsync();
} catch (error) {
  process.exitCode = await failed(error);
}
// Once all is written. An attempt to connect that nobody waits for any more would keep the process for its time.
process.stdout.write('', () => process.exit());

/** The command that the first word names; all where it names none, for what is said of all. Each takes a while to load. */
async function commandsFor([first = '', ...rest]: string[]): Promise<Command[]> {
  if (first === '--version' && rest.length === 0) return [];
  const only = Object.hasOwn(loaders, first) ? loaders[first] : undefined;
  return only ? [await only()] : allCommands();
}

function allCommands(): Promise<Command[]> {
  return Promise.all(Object.values(loaders).map((load) => load()));
}

async function failed(error: unknown): Promise<number> {
  const { fail } = await import('./failure.ts');
  return fail(error, words, allCommands);
}

function parser(given: string[], commands: Command[]) {
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
    .demandCommand(1, `a command is missing: ${Object.keys(loaders).join(', ')}`)
    .strict()
    .recommendCommands()
    .completion('completion', 'Print the script that completes commands and options in your shell')
    .epilogue('Exit codes: 0 pass or warn, 1 block, 2 wrong usage or configuration, 3 could not tell.')
    .version(version)
    .help()
    .wrap(Math.min(columnsOf(process.stdout), 120));
}
