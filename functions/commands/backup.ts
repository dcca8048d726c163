import { LockstepError } from '../../shared/model/errors.ts';
import type { RestorePoint } from '../../shared/model/restore-point.ts';
import { visible } from '../../shared/report/printable.ts';
import { withoutCredentials } from '../../shared/request/credentials.ts';
import type { Maker } from '../../shared/restore/index.ts';
import { command } from '../command.ts';
import { print } from '../output.ts';
import { asJson, pointInWords, restorePointOptions, withMaker } from '../restore-points.ts';

const options = {
  ...restorePointOptions,
  list: { type: 'boolean', conflicts: 'prune', describe: 'list those that Lockstep made of this target, make none' },
  prune: { type: 'boolean', describe: 'remove those that are older than they are kept, make none' },
} as const;

export const backup = command({
  usage: 'backup',
  describe: 'Make a restore point: a Neon branch, an RDS snapshot, or a dump; then remove old ones',
  options,
  examples: [
    ['backup --target production', 'as "restore" of the target says, with the commands that go back to it'],
    ['backup --target production --list', 'those that there are'],
  ],
  async run(flags) {
    const json = flags.format === 'json';
    return withMaker(flags, async (maker, target) => {
      if (flags.list) await print(listed(await maker.list(), { json, target: target.name }));
      else if (flags.prune) await print(removed(await maker.prune(), { json, target: target.name }));
      else await print(made(await maker.make(), await pruned(maker), json));
      return 0;
    });
  },
});

/** The restore point stands, whether older ones could be removed or not. */
async function pruned(maker: Maker): Promise<RestorePoint[]> {
  return maker.prune().catch((error: unknown) => {
    if (!(error instanceof LockstepError)) throw error;
    process.stderr.write(`${withoutCredentials(`old restore points stay: ${error.message}; ${error.next}`)}\n`);
    return [];
  });
}

function made(point: RestorePoint, old: RestorePoint[], json: boolean): string {
  if (json) return asJson({ restorePoint: point, removed: old });
  return [pointInWords(point), ...old.map(gone)].join('\n');
}

interface Telling {
  json: boolean;
  target: string;
}

function listed(points: RestorePoint[], { json, target }: Telling): string {
  if (json) return asJson({ restorePoints: points });
  if (points.length === 0) return visible(`${target} has no restore point; make one with: lockstep backup`);
  return points.map(({ id, at, place }) => visible(`${id}  ${at}  ${place}`)).join('\n');
}

function removed(points: RestorePoint[], { json, target }: Telling): string {
  if (json) return asJson({ removed: points });
  return points.length === 0 ? visible(`nothing of ${target} is older than it is kept`) : points.map(gone).join('\n');
}

function gone({ place, at }: RestorePoint): string {
  return visible(`removed, as it is older than it is kept: ${place}, of ${at}`);
}
