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

/** Defines a command. Every option may come once, unless it is a list. */
export function command<const Known extends OptionsByName>(definition: Definition<Known>): Command {
  const { usage, describe, options, examples, run } = definition;
  const name = usage.split(' ')[0] ?? usage;
  return {
    name,
    options,
    module: {
      command: usage,
      describe,
      builder: (yargs) => yargs.options(options).example(examples.map(([line, text]) => [`$0 ${line}`, text])),
      handler: async (flags) => {
        refuseRepeated(flags, options);
        process.exitCode = await run(flags as Flags<Known>);
      },
    },
  };
}

function refuseRepeated(flags: Record<string, unknown>, options: OptionsByName): void {
  const repeated = Object.keys(options).find((name) => !options[name]?.array && Array.isArray(flags[name]));
  if (repeated) throw new UsageError('usage/arguments', `--${repeated} is given more than once`, 'give it once');
}
