import { RefusedError } from '../../model/errors.ts';
import { addressFrom } from '../../session/address.ts';
import { urlOf } from '../../session/credentials.ts';
import { holderFrom, holderSql } from '../../session/held-lock.ts';
import type { Server } from '../../session/server.ts';
import { type Session, withSession } from '../../session/session.ts';
import { ciOf } from '../continuous.ts';
import type { Course, DeployHouse, Step } from '../course.ts';
import { developmentSign } from '../development.ts';
import { orphaned, orphanSql } from '../leftovers.ts';
import { shortLine } from '../line.ts';
import { busy, deployLock, deployLockNumber } from '../lock.ts';
import { isProduction } from '../names.ts';

/** Is it the database that is meant, may it be deployed to from here, and does nobody else deploy to it? */
export const target: Step = {
  name: 'target',
  doing: 'looking who answers',
  async run(course, house) {
    await resolved(course);
    await agreedTo(course, house);
    await identified(course, house);
    const { owner, command, check } = course.request;
    course.lock = deployLock(owner, { command, limits: check.settings.limits, house });
    await course.lock.take();
    return { status: 'done', message: `${whoAnswers(course)}; nobody else deploys to it` };
  },
  async plan(course, house) {
    await resolved(course);
    await identified(course, house);
    const asks =
      needsAgreement(course) && !course.request.yes
        ? '; from this machine it needs --yes, or an answer on a terminal'
        : '';
    return { status: 'done', message: `${whoAnswers(course)}; nobody else deploys to it${asks}` };
  },
};

/** Where it is, before anybody connects to it. */
async function resolved(course: Course): Promise<void> {
  const { owner } = course.request;
  course.url = await urlOf(owner);
  course.address = addressFrom(course.url, owner.driver);
  const sign = developmentSign(course.address);
  if (sign === null || owner.fingerprint !== null || !isProduction(owner, course.address)) return;
  throw new RefusedError(
    'deploy/target',
    `target ${owner.name} is a production database, and its URL is that of one for development: ${sign}`,
    `correct the URL; if it is production all the same, pin targets.${owner.name}.fingerprint to the fingerprint that "lockstep check" reports`,
  );
}

function needsAgreement({ request: { owner, environment }, address }: Course): boolean {
  return address !== null && isProduction(owner, address) && ciOf(environment) === null;
}

async function agreedTo(course: Course, { ask }: DeployHouse): Promise<void> {
  const { owner, yes, command } = course.request;
  if (yes || !needsAgreement(course)) return;
  const why = owner.environment === null ? ' (its environment is not configured, so it counts as production)' : '';
  if (await ask?.(`Deploy to ${owner.name}${why} from this machine: ${shortLine(command)}?`)) return;
  throw new RefusedError(
    'deploy/not-confirmed',
    `target ${owner.name} is a production database${why}, and this machine is no CI`,
    ask === null ? 'add --yes, if that is meant' : 'nothing was done; add --yes, if it is meant after all',
  );
}

async function identified(course: Course, house: DeployHouse): Promise<void> {
  const { check, owner } = course.request;
  course.server = await withSession({ ...check, target: owner }, house, async (session) => {
    await freeForUs(session);
    return session.server;
  });
  if (!course.server.standby) return;
  throw new RefusedError(
    'deploy/target',
    `${owner.name} is a replica, which takes no changes`,
    'give the target the URL of the primary; a replica is named in "readFrom"',
  );
}

/**
 * A plan takes no lock, which would keep a real deploy out. And what a deploy that was killed left on the server holds none:
 * the server goes on with a statement whose client is gone.
 */
async function freeForUs(session: Session): Promise<void> {
  const [[holder] = [], [orphan] = []] = await session.read(holderSql(deployLockNumber), orphanSql);
  if (holder !== undefined) throw busy(holderFrom(holder));
  if (orphan !== undefined) throw orphaned(orphan);
}

function whoAnswers({ request: { owner }, server }: Course): string {
  const { database, host, versionText } = server as Server;
  const pinned = owner.fingerprint === null ? '' : ', with the fingerprint that it is pinned to';
  return `${owner.name} is database ${database} on ${host} (${versionText})${pinned}`;
}
