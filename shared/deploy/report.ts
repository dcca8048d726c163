import { ulid } from 'ulid';
import { verdictOf, worst } from '../model/finding.ts';
import type { Report } from '../model/report.ts';
import type { Story } from '../model/story.ts';
import { version } from '../model/version.ts';
import { deploySummary } from '../report/deploy-summary.ts';
import { inOrder } from '../report/order.ts';
import { reportOn } from '../report/report.ts';
import { withoutCredentialWords } from '../request/credentials.ts';
import { targetEntry } from '../run.ts';
import { forwardOf, pendingCount, stateOf, withDeployAgain } from './aftermath.ts';
import type { Course } from './course.ts';
import { appliedMigrations } from './times.ts';

/** The one report of a deploy: that of the verify or check that came last, with the story, and what the deploy itself found. */
export function reportOf(course: Course): Report {
  const { request, verified, lookedAgain, checked, remarks, endings, startedAt } = course;
  const base = verified ?? lookedAgain ?? checked ?? withoutCheck(course);
  course.migrations = appliedOf(course);
  const own = [...endings.flatMap(({ findings }) => findings), ...remarks];
  const story = storyOf(course);
  // What a session of the deploy could not do may be found again by the look at the state after it.
  const found = base.findings.filter((finding) => !own.some((each) => each.message === finding.message));
  const verdict = worst([base.verdict, ...own.map(verdictOf)]);
  const ending = endings[0]?.findings[0] ?? null;
  return {
    ...base,
    verdict,
    ok: verdict === 'pass' || verdict === 'warn',
    summary: deploySummary({
      target: request.owner.name,
      verdict,
      story,
      ending,
      standing: base.summary,
      pending: pendingCount(base.migrations ?? []),
    }),
    next: nextOf(base, story, request.again),
    startedAt: startedAt.toISOString(),
    durationMs: Date.now() - startedAt.getTime(),
    roundTrips: [checked, verified, lookedAgain].reduce((sum, report) => sum + (report?.roundTrips ?? 0), 0),
    findings: inOrder([...own, ...(endings.length > 0 ? withDeployAgain(found, request.again) : found)]),
    changes: [...course.changes, ...base.changes],
    ...(request.check.deploy ? { deploy: request.check.deploy } : {}),
    story,
  };
}

function appliedOf({ checked, verified, lookedAgain, seen }: Course): Story['migrations'] {
  const after = verified ?? lookedAgain;
  return after === null ? [] : appliedMigrations(checked?.migrations ?? [], after.migrations ?? [], seen);
}

function nextOf(base: Report, story: Story, again: string): string[] {
  if (story.forward.length > 0) return story.forward;
  if (story.outcome !== 'planned') return base.next;
  return story.steps.some(({ status }) => status === 'failed') ? base.next : [again];
}

function storyOf(course: Course): Story {
  const { request, endings, restorePoint, plannedBack, applied } = course;
  return {
    command: withoutCredentialWords(request.command),
    outcome: request.plan ? 'planned' : (endings[0]?.outcome ?? 'succeeded'),
    steps: course.steps,
    restorePoint,
    migrations: course.migrations,
    waits: course.waits,
    output: applied?.output ?? [],
    state: stateOf(course),
    forward: forwardOf(course),
    back: restorePoint?.back ?? plannedBack,
  };
}

/** Of a deploy that ended before its check: no guard was reached. */
function withoutCheck({ request, server, startedAt, address }: Course): Report {
  const known = server ?? (address && { host: address.host, attempts: 0 });
  return reportOn({
    request: request.check,
    target: targetEntry({ target: request.owner }, known),
    outcomes: [],
    changes: [],
    startedAt,
    durationMs: 0,
    roundTrips: 0,
    id: ulid(startedAt.getTime()),
    version,
    dryRun: false,
  });
}
