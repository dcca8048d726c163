import { randomUUID } from 'node:crypto';
import { ulid } from 'ulid';
import type { Desk } from '../../../shared/answer/desk.ts';
import { logFailure, logResult } from '../../../shared/answer/line.ts';
import { HttpError } from '../../../shared/answer/problem.ts';
import { carriedOut, requestsOf } from '../../../shared/call.ts';
import { LockstepError, UnexpectedError } from '../../../shared/model/errors.ts';
import type { Subject } from '../../../shared/model/finding.ts';
import type { Progress } from '../../../shared/model/house.ts';
import type { Operation, Report } from '../../../shared/model/report.ts';
import type { Request } from '../../../shared/model/request.ts';
import { shown } from '../../../shared/report/printable.ts';
import { reportsIn } from '../../../shared/report/result.ts';
import type { Runs } from '../runs.ts';

/** What the page may ask: an operation on one target; fix first as a dry run, then by the plan that came of it. */
export interface PageWish {
  operation: Operation;
  target: string;
  dryRun: boolean;
  /** what a fix is to change: what the plan showed, and nothing that came after it */
  only: string[];
}

/** One run that somebody began from the page, as far as it is. */
export interface PageRun extends PageWish {
  id: string;
  startedAt: number;
  /** what it did so far, in words; the last is what it does now */
  steps: string[];
  /** how far it is within that; null where that is not counted */
  count: { done: number; total: number } | null;
  /** null while it goes on */
  end: { report: Report } | { problem: string; next: string } | null;
  /** aborted to stop it */
  stopping: AbortController;
}

/** The runs of a page: they go on when the browser goes away. */
export interface PageRuns {
  /**
   * Begins a run, unless the same is under way already: then it is that one.
   * @throws LockstepError where it is refused, HttpError where too many wait
   */
  begin(wish: PageWish, who: string): { run: PageRun; already: boolean };
  /** undefined where it is forgotten, or never was */
  find(id: string): PageRun | undefined;
  /** those on a target that go on */
  underWay(target: string): PageRun[];
}

/** What the page is made with. */
export interface PageMeans {
  desk: Desk;
  runs: Runs;
  /** aborted when runs have to end */
  signal: AbortSignal;
}

/** The reports are in the archive; plans and the ways to them are remembered for so many runs. */
const mostRemembered = 50;

export function pageRunsOf(means: PageMeans): PageRuns {
  const known = new Map<string, PageRun>();
  const underWay = (target: string) => [...known.values()].filter((run) => run.end === null && run.target === target);
  return {
    underWay,
    find: (id) => known.get(id),
    begin(wish, who) {
      const same = underWay(wish.target).find((run) => run.operation === wish.operation && run.dryRun === wish.dryRun);
      if (same) return { run: same, already: true };
      const run = begun(wish);
      const requests = requestsOf(wish.operation, askOf(wish, means.desk), means.desk);
      means.runs.aside(() => carryOut(run, requests, { ...means, who }));
      known.set(run.id, run);
      for (const [id, { end }] of known) if (known.size > mostRemembered && end !== null) known.delete(id);
      return { run, already: false };
    },
  };
}

function begun(wish: PageWish): PageRun {
  const now = Date.now();
  return { ...wish, id: ulid(now), startedAt: now, steps: [], count: null, end: null, stopping: new AbortController() };
}

/** Without any configured target it is the database of DATABASE_URL, which has no name to ask for. */
function askOf({ operation, target, dryRun, only }: PageWish, { settings }: Desk) {
  const named = Object.hasOwn(settings.targets, target) ? { targets: [target] } : {};
  return operation === 'fix' ? { ...named, dryRun, only } : named;
}

async function carryOut(
  run: PageRun,
  requests: Request[],
  { desk, signal, who }: PageMeans & { who: string },
): Promise<void> {
  const place = { caller: 'page', operation: run.operation, requestId: randomUUID(), who };
  try {
    const house = { signal: AbortSignal.any([signal, run.stopping.signal]), progress: noting(run) };
    const result = await carriedOut(requests, desk, house);
    logResult(desk.log, result, { ...place, durationMs: Date.now() - run.startedAt });
    const [report] = reportsIn(result);
    if (report) run.end = { report };
  } catch (error) {
    logFailure(desk.log, error, place);
    const known =
      error instanceof LockstepError ? error : new UnexpectedError('it failed; the log of the server says why');
    run.end = { problem: known.message, next: known.next };
  }
}

function noting(run: PageRun): Progress {
  return {
    step(text) {
      run.steps.push(shown(text));
      run.count = null;
    },
    advance(done, total) {
      run.count = { done, total };
    },
  };
}

/**
 * What was shown to somebody who now agrees to a fix: the objects that its dry run would have changed, as `only` names them.
 * @throws HttpError 409 where there is no such plan any more, or it showed nothing
 */
export function plannedIn(plan: PageRun | undefined, target: string): string[] {
  const isPlan = plan?.operation === 'fix' && plan.dryRun && plan.target === target;
  const isFresh = isPlan && Date.now() - plan.startedAt < 3_600_000;
  const changes = isFresh && plan.end !== null && 'report' in plan.end ? plan.end.report.changes : [];
  if (changes.length > 0) return changes.map(({ subject }) => nameOf(subject));
  const message = 'the plan of this fix is not there any more, or showed nothing to change';
  throw new HttpError({ status: 409, code: 'usage/arguments' }, message, 'have it made anew, and look at it again');
}

/** A constraint is told from another by its table; of a sequence, `table` is what it feeds. */
function nameOf({ kind, schema, table, name }: Subject): string {
  return [schema, kind === 'constraint' ? table : undefined, name].filter((part) => part !== undefined).join('.');
}
