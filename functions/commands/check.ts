import { command } from '../command.ts';
import { operate } from '../operate.ts';
import { commonOptions } from '../options.ts';

export const check = command({
  usage: 'check',
  describe: 'Read only: may this deploy go ahead?',
  options: commonOptions,
  examples: [
    ['check', 'the database of DATABASE_URL, or the only configured target'],
    ['check --target production --strict', 'as a gate that warnings close, too'],
    ['check -t staging -f json -o report.md', 'JSON for a program, a page for a person'],
  ],
  run: (flags) => operate('check', flags, {}),
});
