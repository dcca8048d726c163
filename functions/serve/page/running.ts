import { NotAllowedError } from '../../../shared/model/errors.ts';
import { operationSchema } from '../../../shared/model/report.ts';
import type { Reply } from '../reply.ts';
import { runName } from './controls.ts';
import { eventsOf } from './events.ts';
import { type Given, lost, targetOf, targetsOf } from './given.ts';
import type { PageTarget } from './known-targets.ts';
import { guarded, layout } from './layout.ts';
import { type PageRun, plannedIn } from './page-runs.ts';
import { runPath } from './paths.ts';
import { runView } from './run-view.ts';

/** Begins a run; without the plan that somebody saw, a fix is a dry run. */
export async function beginRoom(given: Given): Promise<Reply> {
  const { form, runs, visitor } = given;
  const target = await targetOf(given);
  const operation = operationSchema.safeParse(form.get('operation')).data;
  if (operation === undefined || !target.allowed.includes(operation)) throw notAllowed(target);
  const plan = form.get('plan');
  const only = plan === null ? [] : plannedIn(runs.find(plan), target.name);
  const wish = { operation, target: target.name, dryRun: operation === 'fix' && plan === null, only };
  const { run, already } = runs.begin(wish, visitor?.name ?? 'page');
  return seeOther(`${runPath(run.id)}${already ? '?already' : ''}`);
}

export async function runRoom(given: Given): Promise<Reply> {
  const { call, entrance } = given;
  const { run, target } = await runOf(given);
  const content = runView(run, { formToken: entrance.formToken, already: call.query.has('already'), target });
  return layout({ title: runName(run), content, reloads: run.end === null });
}

/** How it goes on, for as long as somebody listens. */
export async function eventsRoom(given: Given): Promise<Reply> {
  const headers = { ...guarded, 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' };
  return { status: 200, headers, stream: eventsOf((await runOf(given)).run) };
}

/** The statement in flight is cancelled, and the report says what was not reached; for whoever might have begun it. */
export async function stopRoom(given: Given): Promise<Reply> {
  const { run, target } = await runOf(given);
  if (!target.allowed.includes(run.operation)) throw notAllowed(target);
  run.stopping.abort();
  return seeOther(runPath(run.id));
}

/** @throws HttpError 404 where it is not remembered, or on a target that is not there any more */
async function runOf(given: Given): Promise<{ run: PageRun; target: PageTarget }> {
  const run = given.runs.find(given.names[0] ?? '');
  const target = (await targetsOf(given)).find(({ name }) => name === run?.target);
  return run && target
    ? { run, target }
    : lost('this run is not remembered any more; its report is in the history of its target');
}

function notAllowed({ allowed }: PageTarget): NotAllowedError {
  const next = `allowed are: ${allowed.join(', ') || 'none'}`;
  return new NotAllowedError('usage/not-allowed', 'this is not allowed on this target, or not with this token', next);
}

function seeOther(location: string): Reply {
  return { status: 303, headers: { ...guarded, location }, body: '' };
}
