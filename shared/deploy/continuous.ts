import type { Deploy } from '../model/report.ts';
import type { Environment } from '../request/target.ts';

/** One CI service: the variable that it always sets, and where it says what is deployed. */
interface Service {
  name: string;
  mark: string;
  sha: string[];
  ref: string[];
  actor: string[];
  url(environment: Environment): string | undefined;
}

const at = (name: string) => (environment: Environment) => environment[name];

/** From their documentation of predefined variables. */
const services: Service[] = [
  {
    name: 'GitHub Actions',
    mark: 'GITHUB_ACTIONS',
    sha: ['GITHUB_SHA'],
    ref: ['GITHUB_REF_NAME'],
    actor: ['GITHUB_ACTOR'],
    url: ({ GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: run }) =>
      server && repository && run ? `${server}/${repository}/actions/runs/${run}` : undefined,
  },
  {
    name: 'GitLab CI',
    mark: 'GITLAB_CI',
    sha: ['CI_COMMIT_SHA'],
    ref: ['CI_COMMIT_REF_NAME'],
    actor: ['GITLAB_USER_LOGIN'],
    url: at('CI_JOB_URL'),
  },
  {
    name: 'Buildkite',
    mark: 'BUILDKITE',
    sha: ['BUILDKITE_COMMIT'],
    ref: ['BUILDKITE_BRANCH'],
    actor: ['BUILDKITE_BUILD_CREATOR'],
    url: at('BUILDKITE_BUILD_URL'),
  },
  {
    name: 'CircleCI',
    mark: 'CIRCLECI',
    sha: ['CIRCLE_SHA1'],
    ref: ['CIRCLE_BRANCH', 'CIRCLE_TAG'],
    actor: ['CIRCLE_USERNAME'],
    url: at('CIRCLE_BUILD_URL'),
  },
  {
    name: 'Azure Pipelines',
    mark: 'TF_BUILD',
    sha: ['BUILD_SOURCEVERSION'],
    ref: ['BUILD_SOURCEBRANCH'],
    actor: ['BUILD_REQUESTEDFOR'],
    url: ({ SYSTEM_COLLECTIONURI: collection, SYSTEM_TEAMPROJECT: project, BUILD_BUILDID: build }) =>
      collection && project && build
        ? `${collection}${encodeURIComponent(project)}/_build/results?buildId=${build}`
        : undefined,
  },
  {
    name: 'Bitbucket Pipelines',
    mark: 'BITBUCKET_BUILD_NUMBER',
    sha: ['BITBUCKET_COMMIT'],
    ref: ['BITBUCKET_BRANCH', 'BITBUCKET_TAG'],
    actor: ['BITBUCKET_STEP_TRIGGERER_UUID'],
    url: ({ BITBUCKET_GIT_HTTP_ORIGIN: origin, BITBUCKET_BUILD_NUMBER: build }) =>
      origin && build ? `${origin}/pipelines/results/${build}` : undefined,
  },
  {
    name: 'AWS CodeBuild',
    mark: 'CODEBUILD_BUILD_ID',
    sha: ['CODEBUILD_RESOLVED_SOURCE_VERSION'],
    ref: ['CODEBUILD_WEBHOOK_HEAD_REF'],
    actor: ['CODEBUILD_INITIATOR'],
    url: at('CODEBUILD_BUILD_URL'),
  },
  {
    name: 'Jenkins',
    mark: 'JENKINS_URL',
    sha: ['GIT_COMMIT'],
    ref: ['BRANCH_NAME', 'GIT_BRANCH'],
    actor: ['BUILD_USER_ID'],
    url: at('BUILD_URL'),
  },
];

function serviceOf(environment: Environment): Service | undefined {
  return services.find(({ mark }) => isSet(environment[mark]));
}

/** The CI that runs this, by its name; null on a machine of somebody. Every other service sets CI at least. */
export function ciOf(environment: Environment): string | null {
  const service = serviceOf(environment);
  if (service) return service.name;
  return isSet(environment.CI) || isSet(environment.TEAMCITY_VERSION) ? 'CI' : null;
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && !['', '0', 'false', 'no'].includes(value.toLowerCase());
}

/** What a CI says of the deploy that it does; nothing elsewhere. Branches without refs/heads/. */
export function deployFrom(environment: Environment): Deploy {
  const service = serviceOf(environment);
  if (service === undefined) return {};
  const first = (names: string[]) => names.map((name) => environment[name]).find((value) => value);
  const known = {
    sha: first(service.sha),
    ref: first(service.ref)?.replace(/^refs\/(heads|tags)\//, ''),
    actor: first(service.actor),
    url: service.url(environment),
  };
  return Object.fromEntries(
    Object.entries(known).flatMap(([key, value]) => (value ? [[key, value.slice(0, 500)]] : [])),
  );
}
