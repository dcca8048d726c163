import { type Api, createApiClient } from '@neondatabase/api-client';
import pRetry from 'p-retry';
import type { LockstepError } from '../../model/errors.ts';
import type { MakerSurroundings } from '../maker.ts';
import { refused, stopped, unreachable } from '../refused.ts';

/** One project at Neon. */
export interface Neon {
  project: string;
  /** `https://console.neon.tech/api/v2`, without a slash at its end */
  url: string;
  /**
   * Asks for one thing. `read`: it changes nothing, and may be asked again whatever happened; what changes something only
   * where Neon says that it was not done.
   * @throws RefusedError, ConnectionError and InterruptedError, in words; none holds the key
   */
  ask<Answer>(question: (api: Api<unknown>) => Promise<{ data: Answer }>, options?: { read: boolean }): Promise<Answer>;
}

const usualUrl = 'https://console.neon.tech/api/v2';
const retries = 10;
const answerMs = 30_000;

/** Neon's API with a key. `NEON_API_HOST` leads elsewhere than to Neon's own. */
export function neonWith(
  key: string,
  { project, environment, house, pauseMs = 500 }: MakerSurroundings & { project: string },
): Neon {
  const url = (environment.NEON_API_HOST || usualUrl).replace(/\/+$/, '');
  const api = createApiClient({ apiKey: key, baseURL: url, timeout: answerMs, signal: house.signal });
  return {
    project,
    url,
    async ask(question, { read } = { read: true }) {
      const once = async () => (await question(api)).data;
      try {
        return await pRetry(once, {
          retries,
          minTimeout: pauseMs,
          maxTimeout: pauseMs * 16,
          signal: house.signal,
          shouldRetry: ({ error }) => mayBeRepeated(failureIn(error), read),
        });
      } catch (error) {
        if (house.signal.aborted) throw stopped('what Neon was asked for is in its console');
        throw inWords(failureIn(error), project);
      }
    },
  };
}

/** What came back in place of an answer. `status`: 0 where nothing did. */
interface Failure {
  status: number;
  /** "BRANCHES_LIMIT_EXCEEDED", "ECONNREFUSED" */
  code: string;
  message: string;
}

/** Nothing else is taken from the client's error: it holds the request, and that the key. */
function failureIn(error: unknown): Failure {
  const { response, code, message } = error as {
    response?: { status: number; data?: { code?: unknown; message?: unknown } };
    code?: unknown;
    message?: unknown;
  };
  const said = response?.data;
  return {
    status: response?.status ?? 0,
    code: String(said?.code ?? code ?? ''),
    message: String(said?.message ?? message ?? '').slice(0, 300),
  };
}

/** "Any request that returns 503 or 423 is safe to retry", reading always: Neon's API description, GeneralError. */
function mayBeRepeated({ status }: Failure, read: boolean): boolean {
  if ([423, 429, 503].includes(status)) return true;
  return read && (status === 0 || status >= 500);
}

function inWords(failure: Failure, project: string): LockstepError {
  const { status, code, message } = failure;
  const [, what, next] = reasons.find(([matches]) => matches(failure)) ?? [];
  if (what !== undefined && next !== undefined) return refused(what(project), next(message));
  const answer = status === 0 ? code || message : `${status} ${code}: ${message}`;
  if (status === 0 || status >= 500 || status === 429) {
    return unreachable(`Neon's API did not answer as it should (${answer})`, 'run again; see https://neonstatus.com');
  }
  return refused(`Neon refused it (${answer})`, 'see what it says; the rights of the key are those of its owner');
}

const oneOf =
  (...statuses: number[]) =>
  ({ status }: Failure) =>
    statuses.includes(status);

type Reason = [
  matches: (failure: Failure) => boolean,
  what: (project: string) => string,
  next: (message: string) => string,
];

const reasons: Reason[] = [
  [
    oneOf(401),
    () => 'Neon does not accept the API key',
    () => 'make one in the Neon console, and set NEON_API_KEY to it',
  ],
  [
    oneOf(403),
    (project) => `the API key may not do this in the Neon project ${project}`,
    () => 'take the key of somebody who may make branches in it',
  ],
  [
    oneOf(404),
    (project) => `the Neon project ${project}, or the branch in it, does not exist, or the API key may not see it`,
    () => 'correct "project" and "branch" in the target\'s restore settings, or take another key',
  ],
  [
    ({ code }) => /BRANCHES_LIMIT/i.test(code),
    (project) => `the Neon project ${project} has as many branches as its plan allows`,
    () => 'delete some: "lockstep backup --prune" removes old restore points; or keep fewer of them ("keepDays")',
  ],
  [
    oneOf(423),
    (project) => `the Neon project ${project} is locked by another operation, which did not end in time`,
    () => 'run again when it is done; the console lists the operations of a project',
  ],
];
