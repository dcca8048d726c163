import { expect, test } from 'vitest';
import { ciOf, deployFrom } from '../../shared/deploy/continuous.ts';

test.each([
  [{ GITHUB_ACTIONS: 'true' }, 'GitHub Actions'],
  [{ GITLAB_CI: 'true' }, 'GitLab CI'],
  [{ TF_BUILD: 'True' }, 'Azure Pipelines'],
  [{ CODEBUILD_BUILD_ID: 'shop:1' }, 'AWS CodeBuild'],
  [{ JENKINS_URL: 'https://ci/' }, 'Jenkins'],
  [{ CI: '1' }, 'CI'],
  [{ CI: 'false' }, null],
  [{ CI: '' }, null],
  [{}, null],
])('%o is %s', (environment, name) => {
  expect(ciOf(environment)).toBe(name);
});

test.each([
  [
    {
      GITHUB_ACTIONS: 'true',
      GITHUB_SHA: 'abc',
      GITHUB_REF_NAME: 'main',
      GITHUB_ACTOR: 'octocat',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_RUN_ID: '7',
    },
    { sha: 'abc', ref: 'main', actor: 'octocat', url: 'https://github.com/acme/shop/actions/runs/7' },
  ],
  [
    {
      GITLAB_CI: 'true',
      CI_COMMIT_SHA: 'abc',
      CI_COMMIT_REF_NAME: 'main',
      GITLAB_USER_LOGIN: 'ada',
      CI_JOB_URL: 'https://gitlab.com/j/1',
    },
    { sha: 'abc', ref: 'main', actor: 'ada', url: 'https://gitlab.com/j/1' },
  ],
  [
    { TF_BUILD: 'True', BUILD_SOURCEBRANCH: 'refs/heads/main', BUILD_SOURCEVERSION: 'abc' },
    { sha: 'abc', ref: 'main' },
  ],
  [{ CODEBUILD_BUILD_ID: 'a:1', CODEBUILD_WEBHOOK_HEAD_REF: 'refs/heads/main' }, { ref: 'main' }],
  [{ GITHUB_SHA: 'abc' }, {}],
])('what a CI says of its deploy: %o', (environment, deploy) => {
  expect(deployFrom(environment)).toEqual(deploy);
});
