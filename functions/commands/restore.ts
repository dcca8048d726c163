import { UsageError } from '../../shared/model/errors.ts';
import { command } from '../command.ts';

export const restore = command({
  usage: 'restore',
  describe: 'Show how to go back to a restore point',
  options: {},
  examples: [],
  async run() {
    throw new UsageError('usage/arguments', 'restore is still to be built', 'wait for it');
  },
});
