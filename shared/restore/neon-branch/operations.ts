import type { Branch, Operation } from '@neondatabase/api-client';
import type { MakerSurroundings } from '../maker.ts';
import { pause } from '../pause.ts';
import { refused, stopped } from '../refused.ts';
import type { Neon } from './client.ts';

const patienceMs = 5 * 60 * 1000;

/**
 * Waits until the operations are through that make a branch: until then it cannot be gone back to.
 * @throws RefusedError where one fails, or takes too long
 */
export async function operationsEnd(
  operations: Operation[],
  neon: Neon,
  { branch, house, pauseMs = 500 }: Pick<MakerSurroundings, 'house' | 'pauseMs'> & { branch: Branch },
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (const { id } of operations) {
    for (;;) {
      const { operation } = await neon.ask((api) => api.getProjectOperation(neon.project, id));
      if (operation.status === 'finished' || operation.status === 'skipped') break;
      const isOver = ['failed', 'error', 'cancelled'].includes(operation.status);
      if (isOver || Date.now() > end) throw unfinished(operation, branch);
      const left = () => stopped(`the branch ${branch.name} was begun at Neon, and may be deleted there`);
      await pause(pauseMs, house.signal, left);
    }
  }
}

function unfinished({ action, status, error }: Operation, { name }: Branch) {
  const said = error ? `: ${error.slice(0, 300)}` : '';
  return refused(
    `Neon did not finish the branch ${name}: its operation ${action} is ${status}${said}`,
    'see the branch and the operations of the project in the Neon console, and run again',
  );
}
