/** A program of its own that does the request it is sent over and over, says each step, and is killed in the middle. */
import type { Request } from '../../../shared/model/request.ts';
import { run } from '../../../shared/run.ts';

process.once('disconnect', () => process.exit());
const progress = {
  step: (text: string) => void process.send?.(text),
  advance: (done: number) => void process.send?.(`${done} done`),
};
process.once('message', async (request: Request) => {
  while (true) await run(request, { signal: new AbortController().signal, progress });
});
