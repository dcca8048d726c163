import { UsageError } from '../../shared/model/errors.ts';
import type { RestorePoint } from '../../shared/model/restore-point.ts';
import { refused } from '../../shared/restore/refused.ts';
import { command } from '../command.ts';
import { print } from '../output.ts';
import { asJson, pointInWords, restorePointOptions, withMaker } from '../restore-points.ts';

export const restore = command({
  usage: 'restore [id]',
  describe: 'Show the commands that go back to a restore point, and what that loses; runs nothing',
  options: {
    ...restorePointOptions,
    plan: { type: 'boolean', describe: 'show it; Lockstep restores nothing by itself' },
  },
  examples: [
    ['restore --plan --target production', 'to the newest'],
    ['restore --plan 20261121t090000z', 'to that one, by its id as "lockstep backup --list" tells it'],
  ],
  async run(flags) {
    if (!flags.plan) throw noPlan();
    return withMaker(flags, async (maker, target) => {
      const id = flags.id === undefined ? undefined : String(flags.id);
      const point = chosen(await maker.list(), { id, target: target.name });
      await print(flags.format === 'json' ? asJson({ restorePoint: point }) : pointInWords(point));
      return 0;
    });
  },
});

/** Going back loses what was written since: that is for a person to decide, with the commands before their eyes. */
function noPlan(): UsageError {
  return new UsageError(
    'usage/arguments',
    'Lockstep restores nothing by itself',
    'lockstep restore --plan shows the commands',
  );
}

function chosen(points: RestorePoint[], { id, target }: { id: string | undefined; target: string }): RestorePoint {
  const point = id === undefined ? points[0] : points.find((each) => each.id === id);
  if (point !== undefined) return point;
  const known = points.map((each) => each.id).join(', ');
  if (known === '') throw refused(`${target} has no restore point`, 'make one before a deploy: lockstep backup');
  throw refused(`${target} has no restore point ${JSON.stringify(id)}`, `there are: ${known}`);
}
