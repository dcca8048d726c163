import type { ArgumentsCamelCase, CommandModule, InferredOptionTypes, Options } from 'yargs';
import { UsageError } from '../shared/model/errors.ts';

type OptionsByName = Record<string, Options>;
export type Flags<Known extends OptionsByName> = ArgumentsCamelCase<InferredOptionTypes<Known>>;

/** One command of `lockstep`. */
export interface Command {
  name: string;
  options: OptionsByName;
  module: CommandModule;
}

interface Definition<Known extends OptionsByName> {
  /** with its arguments: "explain [code]" */
  usage: string;
  describe: string;
  options: Known;
  examples: [command: string, description: string][];
  /** does it, and returns the exit code */
  run(flags: Flags<Known>): Promise<number>;
}

/** Defines a command. Every option may come once, unless it is a list. Words behind `--` go to the usage's last list. */
export function command<const Known extends OptionsByName>(definition: Definition<Known>): Command {
  const { usage, describe, options, examples, run } = definition;
  const name = usage.split(' ')[0] ?? usage;
  return {
    name,
    options,
    module: {
      command: usage,
      describe,
      builder: (yargs) =>
        yargs
          .options(options)
          .example(examples.map(([line, text]) => [`$0 ${line}`, text]))
          // Before anything else is found fault with: its options are not ours.
          .middleware((flags) => refuseLoose(flags, usage), true),
      handler: async (flags) => {
        refuseRepeated(flags, options);
        process.exitCode = await run(withWordsBehind(flags, usage) as Flags<Known>);
      },
    },
  };
}

function refuseRepeated(flags: Record<string, unknown>, options: OptionsByName): void {
  const repeated = Object.keys(options).find((name) => !options[name]?.array && Array.isArray(flags[name]));
  if (repeated) throw new UsageError('usage/arguments', `--${repeated} is given more than once`, 'give it once');
}

/** The words of another program stand behind `--` alone: what looks like an option of ours among them would be taken for one. */
function refuseLoose({ command: words }: Record<string, unknown>, usage: string): void {
  if (!usage.endsWith(' [command..]') || !Array.isArray(words) || words.length === 0) return;
  const line = words.join(' ');
  throw new UsageError(
    'usage/arguments',
    `${JSON.stringify(line)} is to stand behind --, or its options are taken for Lockstep's`,
    `lockstep ${usage.replace('[command..]', '...')} -- ${line} ...; npm takes the first -- for itself, so give it two`,
  );
}

/** yargs leaves alone what stands behind `--`, so that it may hold options of another program. */
function withWordsBehind(flags: Record<string, unknown>, usage: string): Record<string, unknown> {
  const { '--': behind, ...rest } = flags;
  if (!Array.isArray(behind)) return flags;
  const list = /\[(\w+)\.\.\]$/.exec(usage)?.[1];
  if (list === undefined) {
    const message = `${JSON.stringify(behind.join(' '))} behind -- says nothing here`;
    throw new UsageError('usage/arguments', message, 'leave it out');
  }
  return { ...rest, [list]: [...((flags[list] as unknown[] | undefined) ?? []), ...behind] };
}
