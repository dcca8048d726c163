import { createPrivateKey } from 'node:crypto';
import { createAppAuth } from '@octokit/auth-app';
import { request as octokit } from '@octokit/request';
import pRetry from 'p-retry';
import type { GitHubCallback } from '../../invocation/senders/github.ts';
import { UsageError } from '../../model/errors.ts';
import type { Review } from './comment.ts';

export interface Means {
  /** of GitHub: "https://api.github.com" */
  api: string;
  /** its id, or client id */
  app: number | string;
  /** PEM; `fresh`: read anew, as the kept one was refused */
  privateKey(fresh: boolean): Promise<string | null>;
  /** when all has to be over, by `Date.now()` */
  until: number;
  /** before the second attempt; each later one waits twice as long as the one before */
  waitMs?: number;
}

const attemptMs = 10_000;
const mostRetries = 6;
const longestWaitMs = 20_000;

/**
 * Approves or rejects a deployment as a GitHub App. What may pass (no answer, 5xx, 429, a limit that GitHub says the end of) is
 * tried again with growing pauses; a key that is refused is read anew once.
 * https://docs.github.com/en/rest/actions/workflow-runs#review-custom-deployment-protection-rules-for-a-workflow-run
 * @throws Error in words without a key or token, where GitHub could not be told
 */
export async function tellGitHub(review: Review, callback: GitHubCallback, means: Means): Promise<void> {
  const { until, waitMs = 1_000 } = means;
  await pRetry((attempt) => attemptTo(review, callback, { ...means, fresh: attempt > 1 }), {
    retries: mostRetries,
    minTimeout: waitMs,
    maxTimeout: longestWaitMs,
    maxRetryTime: Math.max(0, until - Date.now()),
    shouldRetry: ({ error, attemptNumber }) => mayPass(error) || (statusOf(error) === 401 && attemptNumber === 1),
    async onFailedAttempt({ error, retriesLeft }) {
      const asked = retryAfterMs(error);
      if (retriesLeft > 0 && asked <= until - Date.now()) await new Promise((done) => setTimeout(done, asked));
    },
  }).catch((error: unknown) => {
    throw new Error(reasonOf(error));
  });
}

async function attemptTo(
  { state, environment, comment }: Review,
  { repository, repositoryId, runId, installation }: GitHubCallback,
  { api, app, privateKey, fresh, until }: Means & { fresh: boolean },
): Promise<void> {
  const [owner = '', repo = ''] = repository.split('/');
  const time = AbortSignal.timeout(Math.max(1, Math.min(attemptMs, until - Date.now())));
  // A redirect would carry the token to somewhere else.
  const request = octokit.defaults({ baseUrl: api.replace(/\/+$/, ''), request: { redirect: 'error', signal: time } });
  const auth = createAppAuth({ appId: app, privateKey: pkcs8(await privateKey(fresh)), request });
  const token = await auth({
    type: 'installation',
    installationId: installation,
    // No more than this one answer needs.
    repositoryIds: [repositoryId],
    permissions: { deployments: 'write' },
  });
  await request('POST /repos/{owner}/{repo}/actions/runs/{run_id}/deployment_protection_rule', {
    owner,
    repo,
    run_id: runId,
    environment_name: environment,
    state,
    comment,
    headers: { authorization: `token ${token.token}`, 'x-github-api-version': '2022-11-28' },
  });
}

/** GitHub hands out PKCS#1, signing takes PKCS#8. A variable of the environment often has its lines as \n. */
function pkcs8(pem: string | null): string {
  if (pem === null) throw unusable('github has no privateKey');
  try {
    return createPrivateKey(pem.replaceAll('\\n', '\n')).export({ type: 'pkcs8', format: 'pem' }).toString();
  } catch {
    throw unusable('privateKey of github is no private key in PEM, or not all of one');
  }
}

function unusable(message: string): UsageError {
  return new UsageError('usage/configuration', message, 'put the private key of the GitHub App there');
}

interface Failure {
  status?: number;
  response?: { headers?: Record<string, string | undefined> };
}

function statusOf(error: unknown): number | undefined {
  return (error as Failure).status;
}

function mayPass(error: unknown): boolean {
  if (error instanceof UsageError) return false;
  const status = statusOf(error);
  return status === undefined || status >= 500 || status === 429 || (status === 403 && retryAfterMs(error) > 0);
}

/** https://docs.github.com/en/rest/using-the-rest-api/rate-limits-for-the-rest-api */
function retryAfterMs(error: unknown): number {
  const seconds = Number((error as Failure).response?.headers?.['retry-after'] ?? 0);
  return Number.isFinite(seconds) ? Math.max(0, seconds * 1000) : 0;
}

function reasonOf(error: unknown): string {
  const { status, response } = error as Failure;
  const message = error instanceof Error ? error.message : String(error);
  if (status === undefined) return message;
  if (response === undefined) return `GitHub did not answer: ${message}`;
  return `GitHub answered ${status}: ${message.slice(0, 300)}`;
}
