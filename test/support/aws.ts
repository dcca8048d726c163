import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { afterAll, onTestFinished } from 'vitest';
import { describeStacks, type StackAnswer, takeAnswer } from './aws/cloudformation.ts';
import { type HookStatus, putHookStatus } from './aws/codedeploy.ts';
import { type Job, putJobResult } from './aws/codepipeline.ts';
import { type Call, invoke } from './aws/lambda.ts';
import { objects } from './aws/objects.ts';
import { getSecret } from './aws/secrets.ts';
import { type Message, publish } from './aws/topic.ts';

export type Service =
  | 'secrets'
  | 'sns'
  | 's3'
  | 'lambda'
  | 'codepipeline'
  | 'codedeploy'
  | 'cloudformation'
  | 'custom-resource';

/** A request as it came, and what it is answered with. */
export interface Received {
  service: Service;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: Buffer;
  /** true where it bears a signature (SigV4) for that service */
  signed: boolean;
}

export interface Reply {
  status: number;
  body?: string | Buffer;
  headers?: Record<string, string>;
}

/** How a service fails: with an answer, or by never answering. */
export type Trouble = Reply | 'hang';

export interface AwsEndpoint {
  url: string;
  /** for processes that shall take this for AWS; `Object.assign(process.env, aws.environment)` does so for this one */
  environment: Record<string, string>;
  /** Secrets Manager: text, bytes, or the error type and message that reading is answered with, by name */
  secrets: Map<string, string | Buffer | { error: string; message?: string }>;
  /** what was published to SNS, in order */
  messages: Message[];
  /** S3: texts by "bucket/key" */
  objects: Map<string, string>;
  /** Lambda functions that were invoked, in order */
  calls: Call[];
  /** CodePipeline: jobs that wait for a result, by id, and what became of them */
  jobs: Map<string, Job>;
  /** CodeDeploy: hooks that wait for a result, by "deployment hook", and what became of them */
  hooks: Map<string, HookStatus>;
  /** CloudFormation: the status of stacks by their ARN */
  stacks: Map<string, string>;
  /** what custom resources were answered with, in order */
  answers: StackAnswer[];
  /** everything that came, those that failed included */
  requests: Received[];
  /** makes a service fail from now on, or so many times */
  fail(service: Service, trouble: Trouble, times?: number): void;
  heal(service: Service): void;
  close(): void;
}

/**
 * Secrets Manager, SNS, S3, Lambda (Invoke), CodePipeline, CodeDeploy and CloudFormation on one port of this machine, gone with the test, or with the file where
 * a hook asked for it. It knows what Lockstep uses of them, and refuses what AWS refuses of that.
 *
 *     const aws = await awsEndpoint();
 *     aws.secrets.set('production/reader', JSON.stringify({ url: shop.url }));
 *     await lockstepCommand(['check'], { env: aws.environment });
 *     aws.fail('sns', { status: 500 });
 */
export async function awsEndpoint(): Promise<AwsEndpoint> {
  const troubles = new Map<Service, { trouble: Trouble; times: number }>();
  const server = createServer((request, response) => {
    answer(request, { aws, troubles }).then(
      (reply) => reply && send(response, reply),
      (error) => send(response, { status: 500, body: String(error) }),
    );
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const aws: AwsEndpoint = {
    url,
    environment: environmentFor(url),
    secrets: new Map(),
    messages: [],
    objects: new Map(),
    calls: [],
    jobs: new Map(),
    hooks: new Map(),
    stacks: new Map(),
    answers: [],
    requests: [],
    fail: (service, trouble, times = Number.POSITIVE_INFINITY) => troubles.set(service, { trouble, times }),
    heal: (service) => troubles.delete(service),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
  atTheEnd(() => aws.close());
  return aws;
}

function environmentFor(url: string): Record<string, string> {
  return {
    AWS_ENDPOINT_URL_SECRETS_MANAGER: url,
    AWS_ENDPOINT_URL_SNS: url,
    AWS_ENDPOINT_URL_S3: url,
    AWS_ENDPOINT_URL_LAMBDA: url,
    AWS_ENDPOINT_URL_CODEPIPELINE: url,
    AWS_ENDPOINT_URL_CODEDEPLOY: url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: url,
    AWS_REGION: 'eu-central-1',
    AWS_ACCESS_KEY_ID: 'AKIATESTTESTTESTTEST',
    AWS_SECRET_ACCESS_KEY: 'secret-access-key-of-the-tests',
  };
}

interface Surroundings {
  aws: AwsEndpoint;
  troubles: Map<Service, { trouble: Trouble; times: number }>;
}

async function answer(request: IncomingMessage, { aws, troubles }: Surroundings): Promise<Reply | null> {
  const received = await receivedFrom(request);
  aws.requests.push(received);
  const failing = troubles.get(received.service);
  if (failing && failing.times > 0) {
    failing.times -= 1;
    return failing.trouble === 'hang' ? null : failing.trouble;
  }
  if (received.service === 'custom-resource') return takeAnswer(received, aws);
  if (!received.signed) return { status: 403, body: '<Error><Code>AccessDenied</Code></Error>' };
  return services[received.service](received, aws);
}

const services: Record<Service, (received: Received, aws: AwsEndpoint) => Reply> = {
  secrets: getSecret,
  sns: publish,
  s3: objects,
  lambda: invoke,
  codepipeline: putJobResult,
  codedeploy: putHookStatus,
  cloudformation: describeStacks,
  'custom-resource': takeAnswer,
};

async function receivedFrom(request: IncomingMessage): Promise<Received> {
  const { method = '', url: path = '', headers } = request;
  const credential = /Credential=[^/]+\/\d+\/[\w-]+\/(\w+)\/aws4_request/.exec(headers.authorization ?? '');
  const service = serviceOf(credential?.[1], path);
  const signed = credential !== null && /Signature=[0-9a-f]{64}/.test(headers.authorization ?? '');
  return { service, method, path, headers: headers as Record<string, string>, body: await buffer(request), signed };
}

function serviceOf(named: string | undefined, path: string): Service {
  if (named === 'secretsmanager') return 'secrets';
  if (named === 'sns' || named === 'lambda') return named;
  if (named === 'codepipeline' || named === 'codedeploy' || named === 'cloudformation') return named;
  if (path.startsWith('/cloudformation-custom-resource-response-')) return 'custom-resource';
  return path.startsWith('/2015-03-31/functions/') ? 'lambda' : 's3';
}

function send(response: ServerResponse, { status, body = '', headers = {} }: Reply): void {
  response.writeHead(status, headers).end(body);
}

const endings: (() => void)[] = [];
afterAll(() => {
  for (const ending of endings) ending();
});

/** In a test: when it ends. In a hook, or beside the tests: when the file ends. */
function atTheEnd(action: () => void): void {
  try {
    onTestFinished(action);
  } catch {
    endings.push(action);
  }
}
