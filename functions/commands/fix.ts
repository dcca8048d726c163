import type { Report } from '../../shared/model/report.ts';
import type { Request } from '../../shared/model/request.ts';
import { formatNamed } from '../../shared/report/formats/index.ts';
import { run } from '../../shared/run.ts';
import { command } from '../command.ts';
import { withHouse } from '../house.ts';
import { exitCodeOf, requestOf } from '../operate.ts';
import { commonOptions, fixOptions } from '../options.ts';
import { deliver, outputsFrom } from '../output.ts';
import { agreed, canAsk, wantsColor } from '../terminal.ts';

export const fix = command({
  usage: 'fix',
  describe: 'Repair what can be repaired safely',
  options: { ...fixOptions, ...commonOptions },
  examples: [
    ['fix --dry-run', 'exactly what would run'],
    ['fix --target production', 'shows the plan and asks first, on a terminal'],
    ['fix --only public.orders_id_seq --margin 1000', 'one sequence, with room for a cutover'],
  ],
  async run(flags) {
    const { dryRun, margin, only, pastOutliers } = flags;
    const outputs = await outputsFrom(flags);
    const request = await requestOf('fix', flags, { dryRun, margin, only, pastOutliers });
    const report = await withHouse(async (house) => {
      if (!asksFirst(request, flags)) return run(request, house);
      const plan = await run({ ...request, fix: { ...request.fix, dryRun: true } }, house);
      house.progress.clear();
      return (await isWanted(plan)) ? run(request, house) : plan;
    });
    await deliver(report, outputs);
    return exitCodeOf(report, flags);
  },
});

function asksFirst({ target, fix: { dryRun } }: Request, { yes }: { yes?: boolean | undefined }): boolean {
  return target.environment?.toLowerCase() === 'production' && !dryRun && !yes && canAsk();
}

/** Shows the plan and asks, where it would change anything. */
async function isWanted(plan: Report): Promise<boolean> {
  if (plan.changes.length === 0) return false;
  const options = { color: wantsColor(process.stderr), all: false, width: process.stderr.columns ?? 100 };
  process.stderr.write(`${formatNamed('tty')?.render(plan, options)}\n\n`);
  const count = plan.changes.length === 1 ? '1 sequence' : `${plan.changes.length} sequences`;
  return agreed(`Change ${count} of ${plan.target.name}?`);
}
