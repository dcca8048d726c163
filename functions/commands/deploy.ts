import { UsageError } from '../../shared/model/errors.ts';
import { command } from '../command.ts';

export const deploy = command({
  usage: 'deploy',
  describe: 'Run a migration command between a check and a verify',
  options: {},
  examples: [],
  async run() {
    throw new UsageError('usage/arguments', 'deploy is still to be built', 'wait for it');
  },
});
