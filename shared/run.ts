import pLimit from 'p-limit';
import { ulid } from 'ulid';
import type { Guard } from './guards/guard.ts';
import { guardsNamed } from './guards/index.ts';
import { judge } from './guards/judge.ts';
import { knowsOnly } from './guards/only.ts';
import type { Change } from './model/change.ts';
import { InterruptedError, LockstepError, type Tried, UnexpectedError, UsageError } from './model/errors.ts';
import { type Finding, type Verdict, verdictOf, worst } from './model/finding.ts';
import type { House } from './model/house.ts';
import type { Report, Result, TargetEntry } from './model/report.ts';
import type { Kept, Request } from './model/request.ts';
import { version } from './model/version.ts';
import { isSettledBy } from './report/planned.ts';
import { shown } from './report/printable.ts';
import { type Outcome, reportOn } from './report/report.ts';
import { resultOf } from './report/result.ts';
import { withoutCredentials } from './request/credentials.ts';
import type { Server } from './session/server.ts';
import { type Session, withSession } from './session/session.ts';
import { ownSearchPath } from './session/sql.ts';

/** What has come of a run so far: all of it is reported, also when the run ends early. */
interface Course {
  server: Server | null;
  session: Session | null;
  outcomes: Outcome[];
  changes: Change[];
  /** for an archive to keep; no part of the report */
  read: Partial<Kept>;
}

/** A report, and what was read for it that an archive may keep. */
interface Told {
  report: Report;
  read: Partial<Kept>;
}

/**
 * The whole story: a session, every guard that was asked for, a report. What the database does or does not do is part
 * of the report, never an error.
 * @throws UsageError where the request itself makes no sense
 */
export async function run(request: Request, house: House): Promise<Report> {
  return (await runThrough(request, house)).report;
}

async function runThrough(request: Request, house: House): Promise<Told> {
  const startedAt = new Date();
  const course: Course = { server: null, session: null, outcomes: [], changes: [], read: {} };
  const failure = await follow(course, request, house);
  return { report: told(course, request, { startedAt, failure }), read: course.read };
}

/**
 * Several targets side by side, `limits.targetsAtOnce` at a time. One that fails never hides the others: whatever it
 * fails with is its report. `tell` gets each report as it is done, with what an archive may keep, and returns the one
 * that counts; the next target does not wait for that.
 */
export async function runAll(
  requests: Request[],
  house: House,
  tell: (report: Report, read: Partial<Kept>) => Promise<Report> = async (report) => report,
): Promise<Result> {
  const limit = pLimit(requests[0]?.settings.limits.targetsAtOnce ?? 1);
  const reports = requests.map((request) =>
    limit(() => runWhatever(request, house)).then(({ report, read }) => tell(report, read)),
  );
  return resultOf(await Promise.all(reports));
}

/** As `run`, but what makes no sense or goes wrong for one target is a report as well. */
async function runWhatever(request: Request, house: House): Promise<Told> {
  const startedAt = new Date();
  try {
    return await runThrough(request, house);
  } catch (error) {
    const message = withoutCredentials(error instanceof Error ? error.message : String(error));
    const failure = error instanceof LockstepError ? error : new UnexpectedError(message, { cause: error });
    const nothing: Course = { server: null, session: null, outcomes: [], changes: [], read: {} };
    return { report: told(nothing, request, { startedAt, failure }), read: {} };
  }
}

function told(
  course: Course,
  request: Request,
  { startedAt, failure }: { startedAt: Date; failure: LockstepError | null },
): Report {
  return reportOn({
    request,
    target: targetEntry(request, course.server ?? failure?.tried ?? null),
    outcomes: course.outcomes,
    changes: course.changes,
    ...(failure ? { failure } : {}),
    startedAt,
    durationMs: Date.now() - startedAt.getTime(),
    roundTrips: course.session?.roundTrips ?? failure?.tried?.roundTrips ?? 0,
    id: ulid(startedAt.getTime()),
    version,
    dryRun: request.fix.dryRun,
  });
}

/** The repairs of `fix` for psql, and the verdict on what they leave as it is. */
export interface Script {
  text: string;
  verdict: Verdict;
}

/** The repairs of `fix` as a script for psql. */
export async function scriptFor(request: Request, house: House): Promise<string> {
  return (await scriptWithVerdict(request, house)).text;
}

/**
 * The script, with comments on what it does not repair and on what could not be told.
 * @throws LockstepError where the database cannot be reached, or the time is up
 */
export async function scriptWithVerdict(request: Request, house: House): Promise<Script> {
  // A script changes nothing while it is written: it keeps nobody out, and nobody keeps it out.
  const written = { ...request, fix: { ...request.fix, dryRun: true } };
  const parts = await inTime(written, house, async (session) => {
    const parts: Part[] = [];
    const guards = await guardsNamed(written.guards);
    await knowsOnly(guards, session, written);
    for (const guard of guards) parts.push(await scripted(guard, session, written));
    return parts;
  });
  const left = parts.flatMap((part) => part.left);
  const repairs = parts.flatMap((part) => part.lines);
  const remarks = left.filter((finding) => ['block', 'unknown'].includes(verdictOf(finding))).map(remark);
  const head = `-- lockstep ${version}: fix --sql for ${shown(request.target.name)}; run it with psql, then "lockstep check" again`;
  const lines = [head, ...remarks, '', ...withOwnPath(repairs)];
  if (repairs.length + remarks.length === 0) lines.push('-- nothing to do');
  return { text: lines.join('\n'), verdict: worst(left.map(verdictOf)) };
}

function withOwnPath(repairs: string[]): string[] {
  return repairs.length === 0 ? [] : [`SET search_path = ${ownSearchPath};`, '', ...repairs, 'RESET search_path;'];
}

/** What one guard adds to a script, and what it finds that this does not repair. */
interface Part {
  lines: string[];
  left: Finding[];
}

/** `request` is a dry run. */
async function scripted<Facts>(guard: Guard<Facts>, session: Session, request: Request): Promise<Part> {
  const facts = await guard.facts(session, request);
  const changes: Change[] = [];
  const refused = await guard.fix(session, facts, { request, changes });
  const found = judge(guard, facts, request.settings).filter((finding) => !isSettledBy(changes, finding));
  return { lines: guard.script(facts, request), left: [...found, ...refused] };
}

function remark(finding: Finding): string {
  return `-- ${verdictOf(finding)}: ${shown(`${finding.message}; ${finding.remedy.summary}`)}`;
}

/** Runs the guards one after the other; returns why it ended early, if it did. */
async function follow(course: Course, request: Request, house: House): Promise<LockstepError | null> {
  try {
    await inTime(request, house, async (session) => {
      Object.assign(course, { session, server: session.server });
      const guards = await guardsNamed(request.guards);
      await knowsOnly(guards, session, request);
      for (const guard of guards) await attend(guard, session, { request, course });
    });
    return null;
  } catch (error) {
    if (!(error instanceof LockstepError) || error instanceof UsageError) throw error;
    return error;
  }
}

/** A session that is stopped with the house, or when the time for the whole run is up. A house's own time ends by a TimeoutError. */
export async function inTime<Result>(
  request: Request,
  house: House,
  use: (session: Session) => Promise<Result>,
): Promise<Result> {
  const { totalSeconds } = request.settings.limits;
  const deadline = AbortSignal.timeout(totalSeconds * 1000);
  const signal = AbortSignal.any([house.signal, deadline]);
  try {
    return await withSession(request, { ...house, signal }, use);
  } catch (error) {
    if (!(error instanceof InterruptedError) || signal.reason?.name !== 'TimeoutError') throw error;
    const when = deadline.aborted ? `after ${totalSeconds} s` : 'as the time for the whole call was up';
    throw Object.assign(outOfTime(when), error.tried && { tried: error.tried });
  }
}

/** One guard: look, judge, and as the operation asks repair or prove. */
async function attend<Facts>(
  guard: Guard<Facts>,
  session: Session,
  { request, course }: { request: Request; course: Course },
): Promise<void> {
  const began = Date.now();
  const { settings, operation } = request;
  const outcome: Outcome = { guard: guard.name, examined: 0, durationMs: 0, findings: [], entries: {}, reached: false };
  course.outcomes.push(outcome);
  const look = async () => {
    const facts = await guard.facts(session, request);
    const findings = judge(guard, facts, settings);
    Object.assign(outcome, { examined: guard.examined(facts), entries: guard.entries(facts, settings), findings });
    return facts;
  };
  try {
    const facts = await look();
    if (operation === 'fix') {
      const findings = await guard.fix(session, facts, { request, changes: course.changes });
      // Where nothing was left to do, somebody else did it meanwhile.
      const repairable = outcome.findings.some(({ remedy }) => remedy.automatic);
      if (!request.fix.dryRun && (repairable || course.changes.length > 0)) await look();
      outcome.findings.push(...findings);
    }
    if (operation === 'verify') {
      outcome.findings.push(...(await guard.verify(session, facts, request)));
      outcome.entries = guard.entries(facts, settings);
    }
    outcome.reached = true;
    Object.assign(course.read, guard.keeps?.(facts));
  } finally {
    outcome.durationMs = Date.now() - began;
  }
}

function outOfTime(when: string): InterruptedError {
  return new InterruptedError(
    'target/out-of-time',
    `the run was stopped ${when}; what was not reached by then is unknown`,
    'give it longer (--timeout, limits.totalSeconds), or see what holds it up',
  );
}

/** What is known of the target: of the server where it answered, else of the attempt to get there. */
export function targetEntry({ target }: Pick<Request, 'target'>, known: Server | Tried | null): TargetEntry {
  return {
    name: target.name,
    environment: target.environment,
    server: known?.versionText ?? null,
    database: known?.database ?? null,
    host: known?.host ?? null,
    fingerprint: known?.fingerprint ?? null,
    connectMs: known?.connectMs ?? null,
    attempts: known?.attempts ?? 0,
  };
}
