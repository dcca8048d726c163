import { describe, expect, test } from 'vitest';
import { tellGitHub } from '../../../shared/answer/github/app.ts';
import { appId, type GitHubApi, githubApi, installation, privateKey } from '../../support/github-app.ts';

const callback = {
  repository: 'octo-org/shop',
  repositoryId: 186853002,
  runId: 1234567890,
  installation,
  environment: 'production',
};
const review = { state: 'approved', environment: 'production', comment: 'pass' } as const;

function tell(api: GitHubApi, more: Partial<Parameters<typeof tellGitHub>[2] & typeof callback> = {}) {
  const { privateKey: key = async () => privateKey, until = Date.now() + 20_000, ...rest } = more;
  const means = { api: api.url, app: appId, privateKey: key, until, waitMs: 1 };
  return tellGitHub(review, { ...callback, ...rest }, { ...means, ...rest });
}

const statuses = ({ requests }: GitHubApi) => requests.map(({ status }) => status);

describe('GitHub is told', () => {
  test('with a token for this repository and this right alone', async () => {
    const api = await githubApi();
    await tell(api);
    expect(api.told).toEqual([
      { run: '1234567890', review: { environment_name: 'production', state: 'approved', comment: 'pass' } },
    ]);
    expect(api.requests.map(({ path }) => path)).toEqual([
      '/app/installations/5/access_tokens',
      '/repos/octo-org/shop/actions/runs/1234567890/deployment_protection_rule',
    ]);
  });

  test.each([
    ['two failures of its own', [{ status: 500 }, { status: 502 }], [500, 502]],
    ['a limit', [{ status: 429, headers: { 'retry-after': '0' } }], [429]],
    ['a secondary limit that says when it ends', [{ status: 403, headers: { 'retry-after': '0.01' } }], [403]],
  ])('in the end, after %s', async (_, replies, failed) => {
    const api = await githubApi();
    api.fail(replies);
    await tell(api);
    expect(statuses(api).filter((status) => status !== 201)).toEqual([...failed, 204]);
  });

  test('no sooner than it asks for', async () => {
    const api = await githubApi();
    api.fail([{ status: 429, headers: { 'retry-after': '0.3' } }]);
    const began = performance.now();
    await tell(api);
    expect(performance.now() - began).toBeGreaterThan(300);
  });

  test('with a key that was rotated just now', async () => {
    const api = await githubApi();
    api.fail([{ status: 401, body: { message: 'Bad credentials' } }], { path: /access_tokens$/ });
    const asked: boolean[] = [];
    await tell(api, {
      async privateKey(fresh) {
        asked.push(fresh);
        return privateKey;
      },
    });
    expect(asked).toEqual([false, true]);
    expect(api.told).toHaveLength(1);
  });

  test('with a key whose lines are written as \\n, as variables have them', async () => {
    const api = await githubApi();
    await tell(api, { privateKey: async () => privateKey.trim().replaceAll('\n', '\\n') });
    expect(api.told).toHaveLength(1);
  });
});

describe('GitHub cannot be told', () => {
  test('where it fails for ever, within the time that there is', async () => {
    const api = await githubApi();
    api.fail([{ status: 500 }], { forEver: true });
    await expect(tell(api)).rejects.toThrow(/^GitHub answered 500/);
    expect(statuses(api).filter((status) => status === 500)).toHaveLength(7);
    const began = performance.now();
    await expect(tell(api, { until: Date.now() + 300, waitMs: 200 } as never)).rejects.toThrow(/GitHub/);
    expect(performance.now() - began).toBeLessThan(1_500);
  });

  test.each([
    ['by an installation that is not its own', { installation: 6 }, /GitHub answered 404/],
    ['about a repository that the app is not installed on', { repositoryId: 1 }, /GitHub answered 403/],
    ['as another app', { app: 'Iv1.0f3a9b1c' }, /GitHub answered 401/],
    ['without a key', { privateKey: async () => null }, /no privateKey/],
    ['with what is no key', { privateKey: async () => 'hunter2' }, /no private key in PEM/],
    ['with half a key', { privateKey: async () => privateKey.slice(0, 300) }, /no private key in PEM/],
    ['where nobody listens', { api: 'http://127.0.0.1:1', until: Date.now() + 100 }, /GitHub did not answer/],
  ])('%s, and the reason holds no secret', async (_, more, reason) => {
    const api = await githubApi();
    const failure = await tell(api, more as never).then(
      () => null,
      (error: Error) => error,
    );
    expect(failure?.message).toMatch(reason);
    expect(JSON.stringify([failure?.message, failure?.stack, failure?.cause])).not.toMatch(
      /hunter2|ghs_|eyJ|BEGIN|MII/,
    );
    expect(api.told).toEqual([]);
  });

  test('by following it elsewhere: a redirect gets no token', async () => {
    const [api, elsewhere] = await Promise.all([githubApi(), githubApi()]);
    api.fail([{ status: 307, headers: { location: `${elsewhere.url}/repos/octo-org/shop/x` } }], { forEver: true });
    await expect(tell(api, { until: Date.now() + 200 })).rejects.toThrow(/GitHub/);
    expect(elsewhere.requests).toEqual([]);
  });
});
