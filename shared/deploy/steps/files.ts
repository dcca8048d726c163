import type { Finding } from '../../model/finding.ts';
import { plural } from '../../report/counts.ts';
import { type Session, withSession } from '../../session/session.ts';
import type { Came, Course, DeployHouse, Step } from '../course.ts';
import { appliedFile, type FileFailure, type SqlFile, sqlFileAt } from '../sql-file.ts';

/** The files of `deploy.after`, each in a transaction of its own. */
export const files: Step = {
  name: 'files',
  doing: 'applying files',
  async run(course, house) {
    const all = course.after;
    if (all.length === 0) return none;
    const { check, owner } = course.request;
    const request = { ...check, target: owner, settings: withTime(check.settings) };
    const failure = await withSession(request, house, (session) => appliedInOrder(all, session, { course, house }));
    if (failure !== null) return failed(course, failure);
    return { status: 'done', message: `applied ${named(all)}` };
  },
  async plan(course) {
    const all = await filesOf(course.request);
    if (all.length === 0) return none;
    return { status: 'planned', message: `would apply ${named(all)}, each in a transaction` };
  },
};

/** Reads them. @throws RefusedError where one cannot be applied as it is written */
export function filesOf({ check, repository }: Course['request']): Promise<SqlFile[]> {
  return Promise.all(check.settings.deploy.after.map((path) => sqlFileAt(path, repository)));
}

function named(files: SqlFile[]): string {
  return files.map(({ path }) => path).join(', ');
}

const none: Came = { status: 'skipped', message: 'no files are configured (deploy.after)' };

/** What is applied may take as long as the command. */
function withTime(settings: Course['request']['check']['settings']) {
  const { limits, deploy } = settings;
  return { ...settings, limits: { ...limits, statementSeconds: deploy.seconds } };
}

async function appliedInOrder(
  all: SqlFile[],
  session: Session,
  { course, house }: { course: Course; house: DeployHouse },
): Promise<FileFailure | null> {
  const { limits } = withTime(course.request.check.settings);
  for (const file of all) {
    house.progress.step(`applying ${file.path}`);
    const failure = await appliedFile(session, file, limits);
    if (failure !== null) return failure;
    course.files.push(file.path);
    house.tell(`applied ${file.path}`);
  }
  return null;
}

function failed(course: Course, { path, message, line, sqlState }: FileFailure): Came {
  const done = course.files.length;
  const finding: Finding = {
    code: 'deploy/files-failed',
    severity: 'block',
    subject: { kind: 'file', name: path },
    message: `${path} failed${line === null ? '' : ` in line ${line}`}: ${message}`,
    evidence: { file: path, line, sqlState, applied: course.files },
    remedy: { summary: remedyFor(sqlState), automatic: false },
  };
  const rest = done === 0 ? 'none was applied' : `${plural(done, 'file')} before it ${done === 1 ? 'was' : 'were'}`;
  return {
    status: 'failed',
    message: `${finding.message}; nothing of it was kept, ${rest}`,
    ends: { outcome: 'failed', findings: [finding] },
  };
}

/** https://www.postgresql.org/docs/current/errcodes-appendix.html, class 42: duplicate objects; 55P03: lock_timeout */
function remedyFor(sqlState: string | null): string {
  if (sqlState !== null && /^42(P0[3467]|71[03]|723)$|^42701$/.test(sqlState)) {
    return 'write it so that it can be applied at every deploy: IF NOT EXISTS, OR REPLACE, or DROP ... IF EXISTS before it';
  }
  if (sqlState === '55P03') return 'deploy again when the table is free, or give it longer (limits.lockSeconds)';
  return 'correct the file, and deploy again';
}
