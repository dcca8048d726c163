import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type LambdaError, type Outcome, type RuntimeApi, runtimeApi } from './runtime-api.ts';

/** AWS's own runtime for Node.js, where `.ci/run` has installed it; ours does as it does. */
export type Runtime = 'aws' | 'own';

const ric = resolve('node_modules/.cache/lockstep/ric/node_modules/aws-lambda-ric/index.mjs');
export const runtimes: Runtime[] = existsSync(ric) ? ['aws', 'own'] : ['own'];

export interface FunctionOptions {
  /** the folder with index.cjs or index.mjs */
  code: string;
  /** what the template gives it; Lambda adds its own */
  environment: Record<string, string>;
  /** in milliseconds; Lambda's default is 3 seconds */
  timeoutMs?: number;
  runtime?: Runtime;
}

export interface LambdaFunction {
  /** One invocation; those that come meanwhile wait. `timeoutMs` stands in for the function's. */
  invoke(event: unknown, options?: { timeoutMs?: number }): Promise<Outcome>;
  /** everything that it wrote so far */
  readonly logs: string;
  /** the lines of it that are JSON objects */
  readonly lines: Record<string, unknown>[];
  /** how many processes were started for it */
  readonly starts: number;
  /** Starts it before its first invocation; resolves as soon as it asks for one. */
  ready(): Promise<void>;
  stop(): void;
}

/**
 * A bundle as a Lambda function: in a process of its own behind the Runtime API, started by its first invocation, kept for
 * the next, killed at its deadline.
 */
export async function startFunction(name: string, options: FunctionOptions): Promise<LambdaFunction> {
  const api = await runtimeApi(`arn:aws:lambda:eu-central-1:123456789012:function:${name}`);
  const machine: Machine = { api, child: null, logs: '', starts: 0 };
  let last: Promise<unknown> = Promise.resolve();
  return {
    invoke(event, { timeoutMs = options.timeoutMs ?? 3_000 } = {}) {
      const turn = last.then(() => invoke(machine, event, { name, options, timeoutMs }));
      last = turn;
      return turn;
    },
    get logs() {
      return machine.logs;
    },
    get lines() {
      const lines = machine.logs.split('\n').filter((line) => line.startsWith('{'));
      return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    },
    get starts() {
      return machine.starts;
    },
    async ready() {
      if (machine.child === null) start(machine, name, options);
      await api.asked();
    },
    stop() {
      machine.child?.kill('SIGKILL');
      machine.child = null;
      api.close();
    },
  };
}

interface Machine {
  api: RuntimeApi;
  child: ChildProcess | null;
  logs: string;
  starts: number;
}

interface Call {
  name: string;
  options: FunctionOptions;
  timeoutMs: number;
}

async function invoke(machine: Machine, event: unknown, { name, options, timeoutMs }: Call): Promise<Outcome> {
  if (machine.child === null) start(machine, name, options);
  let timer: NodeJS.Timeout | undefined;
  const onDelivery = (id: string) => {
    timer = setTimeout(() => {
      machine.child?.kill('SIGKILL');
      machine.child = null;
      const seconds = (timeoutMs / 1000).toFixed(2);
      const errorMessage = `RequestId: ${id} Error: Task timed out after ${seconds} seconds`;
      machine.api.abandon({ errorType: 'Sandbox.Timedout', errorMessage });
    }, timeoutMs);
  };
  try {
    return await machine.api.offer(event, { timeoutMs, onDelivery });
  } finally {
    clearTimeout(timer);
    // What it wrote before it answered has come by then.
    await new Promise((done) => setImmediate(done));
  }
}

function start(machine: Machine, name: string, { code, environment, runtime = runtimes[0] ?? 'own' }: FunctionOptions) {
  const ours = join(import.meta.dirname, 'bootstrap.mjs');
  const words =
    runtime === 'aws' ? ['--require', join(import.meta.dirname, 'rapid-client.cjs'), ric, 'index.handler'] : [ours];
  const env = { ...lambdaEnvironment(name, code), AWS_LAMBDA_RUNTIME_API: machine.api.place, ...environment };
  const child = spawn(process.execPath, words, { cwd: code, env, stdio: ['ignore', 'pipe', 'pipe'] });
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      machine.logs += part;
    });
  }
  child.once('exit', (status, signal) => {
    if (machine.child !== child) return;
    machine.child = null;
    machine.api.abandon(exited(status, signal));
  });
  Object.assign(machine, { child, starts: machine.starts + 1 });
}

function exited(status: number | null, signal: string | null): LambdaError {
  const how = signal === null ? `exit status ${status}` : `signal: ${signal}`;
  return { errorType: 'Runtime.ExitError', errorMessage: `Error: Runtime exited with error: ${how}` };
}

/** https://docs.aws.amazon.com/lambda/latest/dg/configuration-envvars.html#configuration-envvars-runtime */
function lambdaEnvironment(name: string, code: string): Record<string, string> {
  return {
    _HANDLER: 'index.handler',
    AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: '512',
    AWS_LAMBDA_FUNCTION_NAME: name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_LAMBDA_LOG_FORMAT: 'JSON',
    AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
    AWS_LAMBDA_LOG_STREAM_NAME: '2026/11/21/[$LATEST]0f3a9b1c',
    LAMBDA_TASK_ROOT: code,
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    TZ: ':UTC',
  };
}
