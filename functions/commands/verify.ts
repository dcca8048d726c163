import { command } from '../command.ts';
import { operate } from '../operate.ts';
import { besideOptions, commonOptions, verifyOptions } from '../options.ts';

export const verify = command({
  usage: 'verify',
  describe: 'Prove that it works, after a deploy or a fix',
  options: { ...verifyOptions, ...commonOptions, ...besideOptions },
  examples: [
    ['verify --target production', 'proves by nextval, which uses up one value a sequence'],
    ['verify --peek', 'proves by reading alone'],
  ],
  run: ({ peek, insert, compareWith, all, ...flags }) =>
    operate('verify', { ...flags, all }, { peek, insert, compareWith, all }),
});
