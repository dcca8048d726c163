import { InterruptedError, LockstepError, UsageError } from '../model/errors.ts';
import { findingFrom } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import { publish } from '../publish/publish.ts';
import { stepLabel } from '../report/story-lines.ts';
import { lookedAgain } from './aftermath.ts';
import { begun, type Came, type Course, type DeployHouse, type DeployRequest, type Step } from './course.ts';
import { endingFrom } from './ending.ts';
import { reportOf } from './report.ts';
import { steps } from './steps/index.ts';

/**
 * The whole story of a guarded deploy: target, repository, command, check, restore point, the command, files, fix, verify.
 * A step that does not come to its end is the last one, as is one in which the lock is lost. Nothing is rolled back by
 * itself: what is applied then, and the commands that go on or back, are part of the report, which is published whatever it
 * says.
 * @throws UsageError where the request makes no sense; nothing was done then
 */
export async function deployed(request: DeployRequest, house: DeployHouse): Promise<Report> {
  const course = begun(request);
  try {
    for (const step of steps) await take(step, course, house);
    if (isHalfDone(course)) course.lookedAgain = await lookedAgain(course, house);
  } finally {
    lockWasKept(course);
    await course.lock?.letGo();
  }
  return request.plan ? reportOf(course) : published(course, house);
}

/** One step, unless an earlier one ended the deploy. A plan shows the others all the same, once it knows the target. */
async function take(step: Step, course: Course, house: DeployHouse): Promise<void> {
  const { plan } = course.request;
  const isOver = plan ? course.endings.some((ending) => ending.step === 'target') : course.endings.length > 0;
  if (isOver) {
    course.steps.push({ step: step.name, status: 'not-reached', message: 'not reached' });
    return;
  }
  house.progress.step(step.doing);
  const began = performance.now();
  const { ends, ...came } = await outcomeOf(step, course, house);
  course.steps.push({ step: step.name, ...came, durationMs: Math.round(performance.now() - began) });
  if (ends) course.endings.push({ ...ends, step: step.name });
  // The report of a plan tells them all at once.
  if (!plan) house.tell(`${came.status === 'failed' ? 'failed: ' : ''}${stepLabel(step.name)}: ${came.message}`);
}

async function outcomeOf(step: Step, course: Course, house: DeployHouse): Promise<Came> {
  try {
    if (house.signal.aborted) throw stoppedBefore(step);
    course.lock?.lost.throwIfAborted();
    return await (course.request.plan ? step.plan(course, house) : step.run(course, house));
  } catch (error) {
    const nothingDone = !course.begun && course.restorePoint === null;
    if (!(error instanceof LockstepError) || (error instanceof UsageError && nothingDone)) throw error;
    return { status: 'failed', message: error.message, ends: endingFrom(error, course) };
  }
}

function stoppedBefore({ name }: Step): InterruptedError {
  return new InterruptedError('target/interrupted', `the deploy was stopped before the step ${name}`, 'deploy again');
}

/** From the restore point on, nobody knows any more what is applied without having looked. */
function isHalfDone({ endings, restorePoint, begun, verified }: Course): boolean {
  return endings.length > 0 && verified === null && (begun || restorePoint !== null);
}

/** Lost in the last step, nothing is left to stop; but nobody can tell what was looked at. */
function lockWasKept(course: Course): void {
  const lost = course.lock?.lost;
  if (!lost?.aborted || !(lost.reason instanceof LockstepError)) return;
  const finding = findingFrom(lost.reason, course.request.owner.name);
  if (!course.endings.some(({ findings }) => findings.some(({ code }) => code === finding.code)))
    course.remarks.push(finding);
}

async function published(course: Course, { channels, log }: DeployHouse): Promise<Report> {
  const report = await publish(reportOf(course), { channels, policy: course.request.owner.publish, log });
  await course.keep?.(report);
  return report;
}
