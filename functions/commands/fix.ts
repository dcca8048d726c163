import type { Report } from '../../shared/model/report.ts';
import type { Request } from '../../shared/model/request.ts';
import { tty } from '../../shared/report/formats/tty.ts';
import { objectsOf } from '../../shared/report/summary.ts';
import { run, scriptWithVerdict } from '../../shared/run.ts';
import { command } from '../command.ts';
import { withHouse } from '../house.ts';
import { conclude, requestOf } from '../operate.ts';
import { commonOptions, fixOptions } from '../options.ts';
import { deliver, deliverFiles, type Outputs, outputsFrom, print } from '../output.ts';
import { agreed, canAsk, columnsOf, wantsColor } from '../terminal.ts';

export const fix = command({
  usage: 'fix',
  describe: 'Repair what can be repaired safely',
  options: { ...fixOptions, ...commonOptions },
  examples: [
    ['fix --dry-run', 'exactly what would run'],
    ['fix --target production', 'shows the plan and asks first, on a terminal'],
    ['fix --only public.orders_id_seq --margin 1000', 'one sequence, with room for a cutover'],
    ['fix --sql > repair.sql', 'for somebody else to run with psql'],
  ],
  async run(flags) {
    const { dryRun, margin, only, pastOutliers, all } = flags;
    const outputs = await outputsFrom(flags);
    const request = await requestOf('fix', flags, { dryRun, margin, only, pastOutliers, all });
    if (flags.sql) return printScript(request, flags);
    const plan = asksFirst(request, flags) ? await planOf(request) : undefined;
    if (plan && plan.changes.length > 0 && !(await isAgreed(plan))) {
      return conclude(plan, await keepAsItIs(plan, outputs), flags);
    }
    const report = plan?.changes.length === 0 ? asFix(plan) : await withHouse((house) => run(request, house));
    return conclude(report, await deliver(report, outputs), flags);
  },
});

/** The exit code judges what the script does not repair. */
async function printScript(request: Request, { strict }: { strict?: boolean | undefined }): Promise<number> {
  const { text, verdict } = await withHouse((house) => scriptWithVerdict(request, house));
  await print(text);
  return { pass: 0, warn: strict ? 1 : 0, block: 1, unknown: 3 }[verdict];
}

function asksFirst({ target, fix: { dryRun } }: Request, { yes }: { yes?: boolean | undefined }): boolean {
  return target.environment?.toLowerCase() === 'production' && !dryRun && !yes && canAsk();
}

function planOf(request: Request): Promise<Report> {
  return withHouse((house) => run({ ...request, fix: { ...request.fix, dryRun: true } }, house));
}

/**
 * A plan without changes, as the report of the fix that was asked for: that would have found and done the same. It is
 * not run after all, since by then there may be something to change, and nobody was asked about that.
 */
function asFix(plan: Report): Report {
  return { ...plan, dryRun: false, summary: plan.summary.replace(' (dry run)', '') };
}

async function isAgreed(plan: Report): Promise<boolean> {
  const options = { color: wantsColor(process.stderr), all: false, width: columnsOf(process.stderr) };
  process.stderr.write(`${tty.render(plan, options)}\n\n`);
  return agreed(`Change ${objectsOf(plan.changes)} of ${plan.target.name}?`);
}

/** The plan stands on the terminal already; a program or file that waits for a report gets it. */
async function keepAsItIs(plan: Report, outputs: Outputs): Promise<boolean> {
  process.stderr.write('nothing was changed\n');
  const shown = outputs.format.name === 'tty' && process.stdout.isTTY;
  return shown ? deliverFiles(plan, outputs) : deliver(plan, outputs);
}
