import colors from 'picocolors';
import { Parser } from 'yargs/helpers';
import { LockstepError, UnexpectedError } from '../shared/model/errors.ts';
import { type GuardName, operationSchema } from '../shared/model/report.ts';
import { version } from '../shared/model/version.ts';
import { withoutCredentials } from '../shared/request/credentials.ts';
import type { Command } from './command.ts';
import { failureReport } from './failure-report.ts';
import { CommandLineError, usageErrorFrom } from './mistake.ts';
import { deliver, deliverFiles, outputsFrom } from './output.ts';
import { wantsColor } from './terminal.ts';

/**
 * Says on stderr what went wrong and, to programs, in the format they asked for; returns the exit code. `commands`: all of
 * them, which are only loaded for a mistake in the command line itself.
 */
export async function fail(error: unknown, words: string[], commands: () => Promise<Command[]>): Promise<number> {
  const mistake = error instanceof CommandLineError ? usageErrorFrom(error, words, await commands()) : undefined;
  const known = error instanceof LockstepError ? error : mistake;
  if (known === undefined) return crash(error, words);
  const { red, dim } = colors.createColors(wantsColor(process.stderr));
  const lines = [`${red('✖')} ${known.message}`, `  ${known.next}`, dim(`  lockstep explain ${known.code}`)];
  process.stderr.write(`${withoutCredentials(lines.join('\n'))}\n`);
  known.message = withoutCredentials(known.message);
  await tellPrograms(known, words);
  return known.exitCode;
}

async function crash(error: unknown, words: string[]): Promise<number> {
  const message = withoutCredentials(error instanceof Error ? error.message : String(error));
  const failure = new UnexpectedError(message, { cause: error });
  const text = `lockstep ${version} failed: ${failure.message}; ${failure.next}`;
  process.stderr.write(`${text}\n`);
  const debugged = process.env.DEBUG?.split(',').includes('lockstep') && error instanceof Error;
  if (debugged) process.stderr.write(`${withoutCredentials(error.stack ?? '')}\n`);
  await tellPrograms(failure, words);
  return failure.exitCode;
}

/** A program that reads stdout gets a report all the same, and so does every file. */
async function tellPrograms(error: LockstepError, words: string[]): Promise<void> {
  const parsed = Parser(words, {
    string: ['format', 'target', 'to'],
    array: ['output'],
    alias: { format: ['f'], output: ['o'], target: ['t'] },
  });
  const last = (value: unknown) => (Array.isArray(value) ? value.at(-1) : value);
  // A file that is no report keeps what it holds.
  const isReport = !['snapshot', 'manifest'].includes(String(parsed._[0]));
  const asked = { format: last(parsed.format), output: isReport ? parsed.output?.map(String) : [] };
  const outputs = await outputsFrom(asked).catch(() => outputsFrom({ format: asked.format }));
  const name = String(parsed._[0]);
  const operation = operationSchema.safeParse(name).data ?? 'check';
  const guards: GuardName[] = withoutGuards.has(name) ? [] : [name === 'compare' ? 'schema' : 'sequences'];
  const deploy = name === 'deploy' ? { deploy: wordsBehind(words) } : {};
  const target = String(last(parsed.target ?? parsed.to) ?? 'default');
  const report = failureReport(error, { operation, guards, target, ...deploy });
  await (outputs.format.name === 'tty' ? deliverFiles(report, outputs) : deliver(report, outputs));
}

const withoutGuards = new Set(['deploy', 'backup', 'restore']);

function wordsBehind(words: string[]): string[] {
  const at = words.indexOf('--');
  return at === -1 ? [] : words.slice(at + 1);
}
