import { act } from './action/act.ts';

// The GitHub Action. What is left open (a connection that nobody waits for) must not keep the job.
act().then((code) => process.stdout.write('', () => process.exit(code)));
