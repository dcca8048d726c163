import { UsageError } from '../../shared/model/errors.ts';
import { command } from '../command.ts';

export const backup = command({
  usage: 'backup',
  describe: 'Make a restore point',
  options: {},
  examples: [],
  async run() {
    throw new UsageError('usage/arguments', 'backup is still to be built', 'wait for it');
  },
});
