import { command } from '../command.ts';
import { operate } from '../operate.ts';
import { besideOptions, commonOptions } from '../options.ts';

export const check = command({
  usage: 'check',
  describe: 'Read only: may this deploy go ahead?',
  options: { ...commonOptions, ...besideOptions },
  examples: [
    ['check', 'the database of DATABASE_URL, or the only configured target'],
    ['check --target production --strict', 'as a gate that warnings close, too'],
    ['check --guard data --all', 'proves every foreign key, and counts the rows of every table'],
    ['check -t staging -f json -o report.md', 'JSON for a program, a page for a person'],
  ],
  run: (flags) => operate('check', flags, { compareWith: flags.compareWith, all: flags.all }),
});
