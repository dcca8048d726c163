import { UsageError } from '../shared/model/errors.ts';
import { nearest } from '../shared/request/nearest.ts';
import type { Command } from './command.ts';

/** Thrown where yargs finds fault with a command line; its message is yargs's own. */
export class CommandLineError extends Error {}

/** What is wrong with a command line, in the words that all our usage errors have, with what was probably meant. */
export function usageErrorFrom(error: CommandLineError, words: string[], commands: Command[]): UsageError {
  const command = commands.find(({ name }) => words.includes(name));
  const place = command === undefined ? 'lockstep' : `lockstep ${command.name}`;
  for (const { pattern, reword } of rewordings) {
    const match = pattern.exec(error.message);
    if (match === null) continue;
    const { message, next } = reword(match[1] ?? '', { words, command, commands, place, rest: match[2] ?? '' });
    return new UsageError('usage/arguments', message, next ?? `see ${place} --help`);
  }
  return new UsageError('usage/arguments', error.message.replace(/\s*\n\s*/g, '; '), `see ${place} --help`);
}

interface Context {
  words: string[];
  command: Command | undefined;
  commands: Command[];
  place: string;
  rest: string;
}

interface Answer {
  message: string;
  next?: string;
}

interface Rewording {
  pattern: RegExp;
  reword(subject: string, context: Context): Answer;
}

const rewordings: Rewording[] = [
  {
    pattern: /^Arguments (\S+) and (\S+) are mutually exclusive$/,
    reword: (one, { rest }) => ({ message: `--${one} and --${rest} exclude each other`, next: 'give one of them' }),
  },
  {
    pattern: /^Did you mean (.*)\?$/,
    reword: (meant, { words }) => ({
      message: `${JSON.stringify(words.find((word) => !word.startsWith('-')) ?? '')} is not a command; did you mean ${meant}?`,
    }),
  },
  { pattern: /^Unknown arguments?: ([^\s,]+)/, reword: unknownArgument },
  {
    pattern: /^Unknown commands?: (.*)$/,
    reword: (name) => ({ message: `${JSON.stringify(name)} is not a command` }),
  },
  {
    pattern: /^Not enough arguments following: (.*)$/,
    reword: (name) => ({ message: `${name.length === 1 ? '-' : '--'}${name} needs a value` }),
  },
  {
    pattern: /^Invalid values:\s+Argument: (.*), Given: .*, Choices: (.*)$/,
    reword: (name, { rest }) => ({ message: `--${name} takes only ${rest.replaceAll('"', '')}` }),
  },
];

function unknownArgument(name: string, { words, command, commands, place }: Context): Answer {
  const flag = words.find((word) => word.startsWith('-') && word.replace(/^-+/, '').split('=')[0] === name);
  if (flag !== undefined) {
    const message = `${flag.split('=')[0]} is not an option of ${place}`;
    return { message: `${message}${hint(name, command, commands)}` };
  }
  if (command === undefined) return { message: `${JSON.stringify(name)} is not a command` };
  const isBetween = Object.hasOwn(command.options, 'from') && Object.hasOwn(command.options, 'to');
  if (name.includes('://')) {
    const next = isBetween ? 'give it with --from or --to' : 'give it with --url, or in DATABASE_URL';
    return { message: 'a URL stands alone', next };
  }
  const how = isBetween ? 'what is compared is named with --from and --to' : 'a target is named with --target';
  const next = `${how}; see ${place} --help`;
  return { message: `${place} does not take ${JSON.stringify(name)}`, next };
}

function hint(name: string, command: Command | undefined, commands: Command[]): string {
  const owner = commands.find(({ options }) => Object.hasOwn(options, name));
  if (owner !== undefined) return `; it belongs to lockstep ${owner.name}`;
  const meant = nearest(name, Object.keys(command?.options ?? {}));
  return meant === undefined ? '' : `; did you mean --${meant}?`;
}
