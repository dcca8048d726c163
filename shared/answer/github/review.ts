import type { Deferred } from '../../invocation/caller.ts';
import type { GitHubCallback } from '../../invocation/senders/github.ts';
import type { Result } from '../../model/report.ts';
import { begin, carryOut, conclude } from '../carry-out.ts';
import type { Desk, ProvenErrand } from '../desk.ts';
import { logFailure, placeOf } from '../line.ts';
import { AgainError } from '../messages.ts';
import { type Review, reviewOf, reviewWithout } from './comment.ts';
import { appSecrets } from './secrets.ts';
import { targetsOf } from './targets.ts';

/** What is kept of an invocation's time for telling GitHub, and what that may take where nobody's time runs out. */
const tellingMs = 8_000;
const longestMs = 120_000;

/**
 * Checks what a deployment on GitHub waits for, and tells GitHub the verdict. It fails closed: what could not be told, or failed
 * by a mistake of our own, is rejected, and says so.
 * @throws AgainError where GitHub could not be told: the deployment goes on waiting. What came of it is in the log by then
 */
export async function reviewLater(deferred: Deferred, callback: GitHubCallback, errand: ProvenErrand): Promise<void> {
  const { delivery } = deferred;
  const { desk } = errand;
  if (delivery) await begin(delivery, desk);
  try {
    const review = await reviewFor(deferred, callback, { ...errand, desk: withTimeToTell(desk) });
    await told(review, callback, errand);
  } finally {
    // Never with its result: the next one under this id is checked anew.
    if (delivery) await conclude(delivery, null, desk);
  }
}

async function reviewFor({ ask }: Deferred, callback: GitHubCallback, errand: ProvenErrand): Promise<Review> {
  const { environment } = callback;
  try {
    const targets = targetsOf(environment, errand.desk.settings);
    // Nothing else of it: which guards look is not for a delivery to say.
    const { deploy } = ask as { deploy?: unknown };
    const wish = { ask: { deploy, targets }, always200: false, later: true };
    const result: Result = await carryOut(wish, null, errand);
    return reviewOf(result, environment);
  } catch (error) {
    logFailure(errand.desk.log, error, placeOf(errand));
    return reviewWithout(error, environment);
  }
}

async function told(review: Review, callback: GitHubCallback, errand: ProvenErrand): Promise<void> {
  const { settings, environment, deadline, log } = errand.desk;
  const place = { ...placeOf(errand), repository: callback.repository, run: callback.runId, state: review.state };
  try {
    const { github } = settings;
    if (github === undefined) throw new Error('no GitHub App is set up');
    // Nobody else needs it: a Lambda reads it from a file of its own.
    const { tellGitHub } = await import('./app.ts');
    await tellGitHub(review, callback, {
      api: github.api,
      app: github.app,
      privateKey: async (fresh) => (await appSecrets(github, environment, { fresh })).privateKey,
      until: Math.min(Date.now() + longestMs, deadline ?? Number.POSITIVE_INFINITY),
    });
    log.info(`GitHub was told: ${review.state}`, place);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    log.error('GitHub could not be told the verdict: the deployment goes on waiting', { ...place, error: why });
    throw new AgainError(`GitHub could not be told the verdict on ${callback.repository}: ${why}`);
  }
}

/** Publishing a report shall not take the time in which its verdict can be told. */
function withTimeToTell(desk: Desk): Desk {
  return desk.deadline === undefined ? desk : { ...desk, deadline: desk.deadline - tellingMs };
}
