import type { Finding } from '../model/finding.ts';
import { verdictOf } from '../model/finding.ts';
import type { HistoryEntry, MigrationEntry, Report } from '../model/report.ts';
import { shellWord } from '../model/shell.ts';
import { migrationLine } from '../report/story-lines.ts';
import { duration } from '../report/time-cells.ts';
import type { Course, DeployHouse } from './course.ts';
import { ranWithMemory } from './memory.ts';

/** The state of the database after a failure, read anew: also when the deploy was stopped, and with nothing used up. */
export async function lookedAgain(course: Course, house: DeployHouse): Promise<Report> {
  const { verify } = course.request;
  house.progress.step('looking what is applied');
  const signal = AbortSignal.timeout(verify.settings.limits.totalSeconds * 1000);
  const { report, keep } = await ranWithMemory({ ...verify, proof: 'peek' }, { ...house, signal });
  course.keep = keep;
  return report;
}

/** What is applied and what is not, in sentences. */
export function stateOf(course: Course): string[] {
  const { begun, lookedAgain, verified, restorePoint, migrations, files } = course;
  const after = verified ?? lookedAgain;
  if (course.request.plan) return [];
  if (!begun) {
    const point = restorePoint === null ? '' : `; the restore point ${restorePoint.id} was made`;
    return [`nothing was changed${point}`];
  }
  return [
    migrations.length === 0
      ? 'no migration is known to be applied by this deploy'
      : `applied by this deploy: ${migrations.map(migrationLine).join(', ')}${together(course)}`,
    ...unseen(course),
    ...(files.length === 0 ? [] : [`applied besides: ${files.join(', ')}`]),
    ...unfinished(after),
    ...unknownOf(after),
  ];
}

/** Faster than anybody looked, by a tool that keeps no times: at least how long it took with all of them. */
function together({ migrations, applied }: Course): string {
  if (applied === null || migrations.some(({ durationMs }) => durationMs !== null)) return '';
  return ` (the command took ${duration(applied.durationMs)})`;
}

/** A short one may come and go between two looks: only where it left undone what it was to do, that says something. */
function unseen({ seen, applied, migrations, checked, request }: Course): string[] {
  const wasToDo = migrations.length === 0 && pendingCount(checked?.migrations ?? []) > 0;
  const hasRun = applied !== null && applied.outcome !== 'not-started';
  if (!wasToDo || !hasRun || seen.connectedAt !== null) return [];
  return [`the command was not seen to connect to ${request.owner.name}`];
}

/** Migrations that the next run of the tool applies. */
export function pendingCount(histories: HistoryEntry[]): number {
  const coming = ['pending', 'out-of-order'];
  return histories.flatMap(({ entries }) => entries).filter(({ status }) => coming.includes(status)).length;
}

const told: Partial<Record<MigrationEntry['status'], string>> = {
  failed: 'failed, and has to be resolved',
  'partially-applied': 'applied in part',
  pending: 'not applied',
  'out-of-order': 'not applied',
  'will-be-skipped': 'not applied, and skipped by the tool',
};

function unfinished(after: Report | null): string[] {
  const entries = (after?.migrations ?? []).flatMap((history) => history.entries);
  return Object.entries(told).flatMap(([status, words]) => {
    const ids = entries.filter((entry) => entry.status === status).map(({ id }) => id);
    return ids.length === 0 ? [] : [`${words}: ${ids.join(', ')}`];
  });
}

/** What nobody could look at is not claimed. */
function unknownOf(after: Report | null): string[] {
  if (after === null) return ['what is applied was not looked at'];
  const why = after.findings.find((finding) => verdictOf(finding) === 'unknown' && isAboutState(finding));
  return why === undefined ? [] : [`what is applied could not be told: ${why.message}`];
}

function isAboutState({ code }: Finding): boolean {
  return code.startsWith('migrations/') || code.startsWith('target/');
}

/** What the next deploy does anyhow. */
const doneByDeploy = new Set(['migrations/pending', 'migrations/extra-missing', 'migrations/running']);

/** What a person has to judge first: "if the schema is what the migrations make, ...". */
const ifSo = new Set(['migrations/no-history', 'migrations/stamped', 'migrations/environment-mismatch']);

/** Findings of a deploy that did not come to its end: what the next one does is not done without it. */
export function withDeployAgain(findings: Finding[], again: string): Finding[] {
  return findings.map((finding) =>
    finding.severity === 'block' && doneByDeploy.has(finding.code)
      ? { ...finding, remedy: { summary: 'the next deploy applies it', commands: [again], automatic: false } }
      : finding,
  );
}

/** The commands that certainly go on from here; none where nothing is to be done. */
export function forwardOf(course: Course): string[] {
  const { request, begun, restorePoint, verified, lookedAgain, endings } = course;
  if (endings.length === 0 || (!begun && restorePoint === null)) return [];
  const after = verified ?? lookedAgain;
  const open = (after?.findings ?? []).filter((finding) => ['block', 'unknown'].includes(verdictOf(finding)));
  const byHand = [...new Set(open.filter(({ code }) => !doneByDeploy.has(code) && !ifSo.has(code)).flatMap(linesOf))];
  const isFixed = open.some(({ remedy }) => remedy.automatic);
  return [
    ...(byHand.length > 0 ? request.toReach : []),
    ...byHand,
    ...(isFixed ? [`lockstep fix ${request.to}`] : []),
    verified === null ? request.again : `lockstep verify ${request.to}`,
  ];
}

function linesOf({ remedy }: Finding): string[] {
  if (remedy.automatic) return [];
  return [
    ...(remedy.sql ?? []).map((sql) => `psql "$DATABASE_URL" -v ON_ERROR_STOP=1 -c ${shellWord(sql)}`),
    ...(remedy.commands ?? []),
  ];
}
