import { request } from '@octokit/request';
import pRetry from 'p-retry';
import { jobName, pullRequestNumber } from './workflow.ts';

/** GitHub refuses comments of more characters. */
const mostCharacters = 65_536;
const perPage = 100;
const attemptMs = 10_000;

type Id = number | bigint;

/** What makes a comment that of this step: the operation, its targets, and the job. */
export interface Subject {
  operation: string;
  targets: string[];
}

/**
 * Writes the text as the one comment of this subject on the pull request: over that of an earlier run, or anew where there is
 * none. Returns why nothing was written; null where it was. It never throws.
 */
export async function commented(subject: Subject, text: string, token: string | undefined): Promise<string | null> {
  const number = pullRequestNumber();
  if (number === null) return 'this workflow runs for no pull request';
  if (token === undefined) return 'there is no github-token';
  try {
    const mark = markOf(subject);
    const thread = threadOf(number, token);
    const known = await thread.find(mark);
    const body = fitting(`${mark}\n${text}`);
    if (known === null || !(await thread.update(known, body))) await thread.create(body);
    return null;
  } catch (error) {
    return reasonOf(error);
  }
}

/** Not seen by readers. Two hyphens would end it. */
function markOf({ operation, targets }: Subject): string {
  const words = [operation, targets.join(','), jobName()].map((word) =>
    encodeURIComponent(word).replaceAll('-', '%2D'),
  );
  return `<!-- lockstep ${words.join(' ')} -->`;
}

function fitting(text: string): string {
  if (text.length <= mostCharacters) return text;
  const kept = text.slice(0, mostCharacters - 200);
  return `${kept.slice(0, kept.lastIndexOf('\n'))}\n\nThis comment is cut here; the summary of the step has all of it.`;
}

/** The comments of one pull request. https://docs.github.com/en/rest/issues/comments */
function threadOf(number: number, token: string) {
  const [owner = '', repo = ''] = (process.env.GITHUB_REPOSITORY ?? '').split('/');
  const api = request.defaults({
    baseUrl: process.env.GITHUB_API_URL || 'https://api.github.com',
    headers: { authorization: `Bearer ${token}`, 'x-github-api-version': '2022-11-28' },
    owner,
    repo,
  });
  const signal = () => ({ request: { signal: AbortSignal.timeout(attemptMs) } });
  let login: Promise<string | null> | undefined;
  /** Anybody can begin a comment with the mark. Those of a job are a bot's; with the token of a person they are that person's. */
  const isOwn = async (user: { type: string; login: string } | null) => {
    if (user === null || user.type === 'Bot') return user !== null;
    // The token of a job is nobody's, and refused here.
    login ??= api('GET /user', signal()).then(
      ({ data }) => data.login,
      () => null,
    );
    return (await login) === user.login;
  };
  return {
    async find(mark: string): Promise<Id | null> {
      for (let page = 1; ; page += 1) {
        const { data } = await patiently(() =>
          api('GET /repos/{owner}/{repo}/issues/{issue_number}/comments', {
            ...{ owner, repo, issue_number: number, per_page: perPage, page },
            ...signal(),
          }),
        );
        for (const { body, user, id } of data) if (body?.startsWith(mark) && (await isOwn(user))) return id;
        if (data.length < perPage) return null;
      }
    },
    /** false where somebody deleted it meanwhile */
    async update(id: Id, body: string): Promise<boolean> {
      const asked = { owner, repo, comment_id: id, body, ...signal() };
      try {
        await patiently(() => api('PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}', asked));
        return true;
      } catch (error) {
        if (statusOf(error) === 404) return false;
        throw error;
      }
    },
    async create(body: string): Promise<void> {
      const asked = { owner, repo, issue_number: number, body, ...signal() };
      // Not tried twice: it may have come through.
      await api('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', asked);
    },
  };
}

/** What is done twice without harm is tried again where GitHub is in trouble. */
function patiently<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  const shouldRetry = ({ error }: { error: Error }) => (statusOf(error) ?? 500) >= 500;
  return pRetry(send, { retries: 2, minTimeout: 300, shouldRetry });
}

function statusOf(error: unknown): number | undefined {
  const status = error instanceof Error && 'status' in error ? error.status : undefined;
  return typeof status === 'number' ? status : undefined;
}

function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const status = statusOf(error);
  if (status !== 403 && status !== 404 && status !== 401) return `GitHub said: ${message}`;
  return `GitHub said ${status}: ${message}; give the job "permissions: pull-requests: write" (a fork's token may only read)`;
}
