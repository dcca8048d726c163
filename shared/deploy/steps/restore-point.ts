import { LockstepError, RefusedError } from '../../model/errors.ts';
import { makerFor } from '../../restore/index.ts';
import type { Maker } from '../../restore/maker.ts';
import type { Came, Course, DeployHouse, Step } from '../course.ts';

/** A place to go back to. */
export const restorePoint: Step = {
  name: 'restore-point',
  doing: 'making a restore point',
  async run(course, house) {
    if (course.request.restore === null) return without;
    const maker = await makerOf(course, house);
    const point = await maker.make().catch((error: unknown) => {
      throw withWayRound(error);
    });
    course.restorePoint = point;
    await pruned(maker, house);
    return { status: 'done', message: `${point.place}; going back to it loses ${point.loses}` };
  },
  async plan(course, house) {
    if (course.request.restore === null) return without;
    const { sentence, back, obstacle } = await (await makerOf(course, house)).plan();
    course.plannedBack = back;
    if (obstacle === null) return { status: 'planned', message: sentence };
    throw new RefusedError(
      'deploy/no-restore-point',
      `no restore point could be made: ${obstacle}`,
      `correct that, ${wayRound}`,
    );
  },
};

const wayRound = 'or deploy without one: --no-restore-point';

function withWayRound(error: unknown): unknown {
  const isRefusal = error instanceof RefusedError && error.code === 'deploy/no-restore-point';
  return isRefusal
    ? new RefusedError(error.code, error.message, `${error.next}; ${wayRound}`, { cause: error })
    : error;
}

const without: Came = { status: 'skipped', message: 'none is made, as asked (--no-restore-point)' };

function makerOf({ request }: Course, house: DeployHouse): Promise<Maker> {
  const { owner, environment, check, restore } = request;
  return makerFor(owner, { environment, limits: check.settings.limits, house, restore: restore?.settings });
}

/** Old ones are in nobody's way today. */
async function pruned(maker: Maker, house: DeployHouse): Promise<void> {
  try {
    const gone = await maker.prune();
    for (const { place } of gone) house.tell(`removed an old restore point: ${place}`);
  } catch (error) {
    const why = error instanceof LockstepError ? error.message : 'for a reason that is not known';
    house.tell(`old restore points could not be removed: ${why}`);
  }
}
