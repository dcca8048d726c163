import { objectsOf } from '../../report/summary.ts';
import { run } from '../../run.ts';
import type { Step } from '../course.ts';

/** Sequences, where that is configured: a migration that inserts rows with ids of its own leaves them behind. */
export const fix: Step = {
  name: 'fix',
  doing: 'fixing sequences',
  async run(course, house) {
    const request = course.request.fix;
    if (request === null) return { status: 'skipped', message: 'not configured (deploy.fix)' };
    const { changes, summary } = await run(request, house);
    course.changes = changes;
    // What it could not fix, verify finds.
    const applied = changes.filter((change) => change.applied);
    return { status: 'done', message: applied.length === 0 ? summary : `fixed ${objectsOf(applied)}` };
  },
  plan: async ({ request }) =>
    request.fix === null
      ? { status: 'skipped', message: 'not configured (deploy.fix)' }
      : { status: 'planned', message: 'would fix sequences that are behind then' },
};
