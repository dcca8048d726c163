import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { commented } from '../../functions/action/comment.ts';
import { folderWith } from '../support/command.ts';
import { type GitHub, githubWithComments } from '../support/github-comments.ts';

const subject = { operation: 'check', targets: ['production'] };
let github: GitHub;

beforeEach(async () => {
  github = await githubWithComments();
  onEvent({ pull_request: { number: 7 } });
  vi.stubEnv('GITHUB_API_URL', github.url);
  vi.stubEnv('GITHUB_REPOSITORY', 'octo-org/shop');
  vi.stubEnv('GITHUB_JOB', 'check');
});
afterEach(() => void vi.unstubAllEnvs());

function onEvent(event: object): void {
  vi.stubEnv('GITHUB_EVENT_PATH', `${folderWith({ 'event.json': event })}/event.json`);
}

const write = (text: string, about = subject) => commented(about, text, github.token);
const bodies = () => github.comments.map(({ body }) => body.split('\n').slice(1).join('\n'));

describe('the comment of a pull request', () => {
  test('is written once and then written over, however many others there are', async () => {
    for (let id = 1; id <= 250; id += 1) github.comments.push({ id, body: `LGTM ${id}` });
    expect(await write('blocked')).toBeNull();
    expect(await write('passed')).toBeNull();
    expect(github.comments.length).toBe(251);
    expect(bodies().at(-1)).toBe('passed');
    const path = '/repos/octo-org/shop/issues/7/comments';
    expect(github.requests.slice(0, 4)).toEqual([
      ...[1, 2, 3].map((page) => `GET ${path}?per_page=100&page=${page}`),
      `POST ${path}`,
    ]);
    expect(github.requests.at(-1)).toMatch(/^PATCH .*\/issues\/comments\/3000000250$/);
  });

  test('is one for each target, operation and job', async () => {
    await write('one');
    await write('two', { ...subject, targets: ['staging'] });
    await write('three', { ...subject, operation: 'verify' });
    vi.stubEnv('GITHUB_JOB', 'another');
    await write('four');
    await write('five', { operation: 'check', targets: ['-->', 'production -- staging'] });
    expect(bodies()).toEqual(['one', 'two', 'three', 'four', 'five']);
    expect(github.comments.filter(({ body }) => !/^<!--(?:(?!--).)*-->\n/.test(body))).toEqual([]);
  });

  test('is written anew where somebody deleted it meanwhile', async () => {
    await write('blocked');
    const [own] = github.comments.splice(0);
    const find = github.comments.slice.bind(github.comments);
    // It is listed, and gone when it is to be written over.
    github.comments.slice = () => [own as NonNullable<typeof own>];
    expect(await write('passed')).toBeNull();
    github.comments.slice = find;
    expect(bodies()).toEqual(['passed']);
  });

  test.each([
    ['a job', 'Bot'],
    ['a person', 'User'],
  ] as const)(
    'that somebody else began with its first line is not taken over, with the token of %s',
    async (_, type) => {
      github.owner = { login: 'shop-ci', type };
      await write('blocked');
      const [own] = github.comments;
      github.comments.unshift({ id: 1, body: `${own?.body}`, user: { login: 'mallory', type: 'User' } });
      expect(await write('passed')).toBeNull();
      expect(bodies()).toEqual(['blocked', 'passed']);
    },
  );

  test('is cut where GitHub would refuse it', async () => {
    expect(await write('a line of the report\n'.repeat(10_000))).toBeNull();
    expect(github.comments[0]?.body).toMatch(/a line of the report\n\nThis comment is cut here; .* all of it\.$/);
  });

  test('of a workflow that was started by a comment is on that pull request, and on an issue there is none', async () => {
    onEvent({ issue: { number: 7, pull_request: { url: 'https://api.github.com/' } } });
    expect(await write('passed')).toBeNull();
    onEvent({ issue: { number: 7 } });
    expect(await write('passed')).toBe('this workflow runs for no pull request');
    onEvent({ ref: 'refs/heads/main' });
    expect(await write('passed')).toBe('this workflow runs for no pull request');
    expect(github.comments.length).toBe(1);
  });

  test('is tried again where GitHub is in trouble, and not where it refuses; why not is said, and nothing thrown', async () => {
    github.refusals.push({ status: 502, message: 'Bad Gateway' });
    expect(await write('passed')).toBeNull();
    github.refusals.push({ status: 403, message: 'Resource not accessible by integration' });
    expect(await write('passed')).toMatch(/^GitHub said 403: .*permissions: pull-requests: write/);
    expect(await commented(subject, 'passed', 'ghs_wrong')).toMatch(/^GitHub said 401: Bad credentials/);
    expect(await commented(subject, 'passed', undefined)).toBe('there is no github-token');
    expect(github.requests.length).toBe(5);
  });
});
