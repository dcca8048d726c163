import type { Finding } from '../../model/finding.ts';
import type { HistoryEntry } from '../../model/report.ts';
import { inOrder } from '../../model/shell.ts';
import { plural } from '../../report/counts.ts';
import { duration } from '../../report/time-cells.ts';
import { pendingCount } from '../aftermath.ts';
import { type Applied, applied } from '../apply.ts';
import type { Came, Course, Step } from '../course.ts';
import { shortLine } from '../line.ts';
import { watching } from '../watch.ts';
import { environmentOf } from './command.ts';

/** The migrate command, with its environment set to the target. */
export const apply: Step = {
  name: 'apply',
  doing: 'running the command',
  async run(course, house) {
    const { request } = course;
    const { command, folder, check, owner, cancelBlockersAfterSeconds } = request;
    const { tell, signal, hurry } = house;
    for (const line of lastWords(course)) tell(line);
    course.begun = true;
    const { result, waits, seen, left } = await watching(
      { ...check, target: owner },
      house,
      {
        name: course.sessionName,
        cancelBlockersAfterSeconds,
        tell,
        endsLeftovers: ({ outcome }) => outcome !== 'succeeded',
      },
      () =>
        applied(command, {
          environment: environmentOf(course),
          signal,
          hurry,
          seconds: check.settings.deploy.seconds,
          folder,
          tell,
        }),
    );
    course.applied = result;
    course.waits = waits;
    course.seen = seen;
    return came(course, result, left);
  },
  plan: async (course) => ({
    status: 'planned',
    message: `would run ${shortLine(course.request.command)}: ${pendingSentence(course.checked?.migrations ?? [])}`,
  }),
};

/** What to do when nobody is left to say it. */
function lastWords({ request, restorePoint }: Course): string[] {
  const back = restorePoint === null ? [] : [`to go back: ${inOrder(...restorePoint.back)}`];
  const ends = 'the command ends with it, and the server goes on with the statement that it is at';
  return [`if this process dies now, ${ends}; then look with: lockstep verify --peek ${request.to}`, ...back];
}

function pendingSentence(histories: HistoryEntry[]): string {
  const count = pendingCount(histories);
  return count === 0 ? 'no migration is known to be pending' : `${plural(count, 'migration')} to be applied`;
}

function came(course: Course, result: Applied, left: string[]): Came {
  const { outcome, durationMs, reason } = result;
  const line = shortLine(course.request.command);
  if (outcome === 'succeeded') return { status: 'done', message: `${line} took ${duration(durationMs)}` };
  const interrupted = outcome === 'interrupted';
  const finding: Finding = {
    code: interrupted ? 'deploy/interrupted' : 'deploy/command-failed',
    severity: 'block',
    subject: { kind: 'target', name: course.request.owner.name },
    message: `${line} ${reason}`,
    evidence: { exitCode: result.exitCode, signal: result.signal },
    remedy: {
      summary: interrupted ? 'see what is applied, then deploy again' : 'see its output, and correct what it names',
      automatic: false,
    },
  };
  const message = `${finding.message}, after ${duration(durationMs)}`;
  const findings = [finding, ...left.map((what) => leftFinding(course, what))];
  return { status: 'failed', message, ends: { outcome: interrupted ? 'interrupted' : 'failed', findings } };
}

function leftFinding({ request }: Course, what: string): Finding {
  return {
    code: 'deploy/left-running',
    severity: 'warn',
    unknown: true,
    subject: { kind: 'target', name: request.owner.name },
    message: `what the command left on the server may still be at work, and change what is applied: ${what}`,
    evidence: {},
    remedy: { summary: 'see in pg_stat_activity that it is over, before anything else', automatic: false },
  };
}
