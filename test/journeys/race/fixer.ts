/** A program of its own that runs fix on a database, says each step that it takes, and is killed in the middle. */
import { run } from '../../../shared/run.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';

const [url = ''] = process.argv.slice(2);
const progress = { step: (text: string) => void process.send?.(text), advance: () => {} };
process.once('message', async () => {
  while (true) await run(requestFor('fix', url), { ...houseFor(), progress });
});
process.send?.('ready');
