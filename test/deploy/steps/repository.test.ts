import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../support/command.ts';
import { database } from '../../support/database.ts';
import { type DeployWish, deploying } from '../deploying.ts';

const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)', { forFile: true });

function checkout(): string {
  const folder = folderWith({ 'a.txt': 'one' });
  const git = (...words: string[]) =>
    execFileSync('git', ['-C', folder, '-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words]);
  git('init', '-q', '-b', 'main');
  git('config', 'user.email', 'ada@example.com');
  git('add', '.');
  git('commit', '-qm', 'one');
  return folder;
}

async function repositoryOf(folder: string, wish: DeployWish = {}) {
  const { report, story } = await deploying(shop, ['true'], { folder, ...wish });
  return { step: story.steps[1], report, message: report.findings[0]?.message };
}

test('a clean checkout of a branch that may be deployed is, and the report names the commit', async () => {
  const folder = checkout();
  const { report, step } = await repositoryOf(folder, { settings: { deploy: { branches: ['release/*', 'main'] } } });
  expect(step).toMatchObject({ status: 'done', message: expect.stringMatching(/^[0-9a-f]{12} of main$/) });
  expect(report.deploy).toMatchObject({
    sha: expect.stringMatching(/^[0-9a-f]{40}$/),
    ref: 'main',
    actor: 'ada@example.com',
  });
});

test('files that differ from the commit are named, untracked ones too, but for our own restore points', async () => {
  const folder = checkout();
  mkdirSync(join(folder, '.lockstep/restore-points/x'), { recursive: true });
  writeFileSync(join(folder, '.lockstep/restore-points/x/toc.dat'), '');
  expect((await repositoryOf(folder)).step?.status).toBe('done');
  writeFileSync(join(folder, 'a.txt'), 'two');
  writeFileSync(join(folder, 'new.sql'), '');
  const { message, report } = await repositoryOf(folder);
  expect(message).toBe('2 files differ from the commit: a.txt, new.sql');
  expect(report.findings[0]?.code).toBe('deploy/repository');
  expect((await repositoryOf(folder, { settings: { deploy: { clean: false } } })).step?.status).toBe('done');
  const staging = { url: shop.url, environment: 'staging' };
  expect((await repositoryOf(folder, { target: staging })).step).toMatchObject({
    status: 'done',
    message: expect.stringContaining('2 files differ'),
  });
});

test('another branch, or none, is not deployed to production; a CI says which one a bare commit is of', async () => {
  const folder = checkout();
  execFileSync('git', ['-C', folder, 'switch', '-qc', 'try']);
  const settings = { deploy: { branches: ['main', 'release/*'] } };
  expect((await repositoryOf(folder, { settings })).message).toBe(
    'this is try, and production is deployed from main, release/* only',
  );
  execFileSync('git', ['-C', folder, 'checkout', '-q', '--detach']);
  expect((await repositoryOf(folder, { settings })).message).toMatch(/^no branch is checked out/);
  const environment = {
    GITHUB_ACTIONS: 'true',
    GITHUB_REF_NAME: 'release/2',
    GITHUB_ACTOR: 'octocat',
    GITHUB_SHA: 'a'.repeat(40),
  };
  const { step, report } = await repositoryOf(folder, { settings, environment });
  expect(step).toMatchObject({ status: 'done', message: expect.stringContaining('of release/2') });
  expect(report.deploy).toEqual({ sha: 'a'.repeat(40), ref: 'release/2', actor: 'octocat' });
});

test('without git nothing is asked, unless branches are configured', async () => {
  const folder = folderWith();
  expect((await repositoryOf(folder)).step).toEqual(
    expect.objectContaining({ status: 'skipped', message: `${folder} is no git repository` }),
  );
  expect((await repositoryOf(folder, { settings: { deploy: { branches: ['main'] } } })).message).toMatch(
    /is no git repository, so nobody can tell/,
  );
});
