import { RefusedError } from '../../model/errors.ts';
import type { Report } from '../../model/report.ts';
import type { Came, Course, DeployHouse, Step } from '../course.ts';
import { ranWithMemory } from '../memory.ts';

/** May this deploy go ahead? All guards, with lint of what is pending. */
export const check: Step = {
  name: 'check',
  doing: 'checking',
  run: judged,
  plan: judged,
};

async function judged(course: Course, house: DeployHouse): Promise<Came> {
  const { report, keep } = await ranWithMemory(course.request.check, house);
  course.checked = report;
  course.keep = keep;
  sameAsOwners(course, report);
  const { verdict, summary } = report;
  if (verdict === 'pass' || (verdict === 'warn' && !course.request.strict)) return { status: 'done', message: summary };
  const message = verdict === 'warn' ? `${summary} (and --strict lets no warning pass)` : summary;
  return { status: 'failed', message, ends: { outcome: 'blocked', findings: [] } };
}

/** Two secrets may lead to two databases. */
function sameAsOwners({ server, request }: Course, { target }: Report): void {
  if (target.fingerprint === null || !server?.fingerprint || target.fingerprint === server.fingerprint) return;
  throw new RefusedError(
    'deploy/target',
    `the credentials for check of ${request.owner.name} lead to database ${target.database} on ${target.host}, those for the command to ${server.database} on ${server.host}`,
    'let "secret" and "fixSecret" of the target lead to the same database',
  );
}
