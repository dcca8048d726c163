// What starts a function where AWS's own runtime is not installed: it does as that one does.
// https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
import { existsSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { pathToFileURL } from 'node:url';

const { env } = process;
const [file, name] = env._HANDLER.split('.');
const path = ['mjs', 'cjs'].map((ending) => `${env.LAMBDA_TASK_ROOT}/${file}.${ending}`).find(existsSync);
const agent = new Agent({ keepAlive: true });

const call = (method, path, body, headers = {}) =>
  new Promise((resolve, reject) => {
    const url = `http://${env.AWS_LAMBDA_RUNTIME_API}/2018-06-01/runtime${path}`;
    const sent = request(url, { method, agent, headers }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => {
        text += part;
      });
      answer.on('end', () => resolve({ headers: answer.headers, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });

const fail = (path, error) => {
  const isError = error instanceof Error;
  const errorType = isError ? error.name : typeof error;
  const trace = isError ? (error.stack ?? '').split('\n') : [];
  const body = JSON.stringify({ errorType, errorMessage: isError ? error.message : String(error), trace });
  return call('POST', path, body, { 'lambda-runtime-function-error-type': errorType });
};

const contextOf = ({ headers }) => ({
  awsRequestId: headers['lambda-runtime-aws-request-id'],
  invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
  functionName: env.AWS_LAMBDA_FUNCTION_NAME,
  functionVersion: env.AWS_LAMBDA_FUNCTION_VERSION,
  memoryLimitInMB: env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
  logGroupName: env.AWS_LAMBDA_LOG_GROUP_NAME,
  logStreamName: env.AWS_LAMBDA_LOG_STREAM_NAME,
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Number(headers['lambda-runtime-deadline-ms']) - Date.now(),
});

let handler;
try {
  handler = (await import(pathToFileURL(path)))[name];
} catch (error) {
  await fail('/init/error', error);
  process.exit(1);
}
for (;;) {
  const next = await call('GET', '/invocation/next').catch(() => process.exit(0));
  const context = contextOf(next);
  const path = `/invocation/${context.awsRequestId}`;
  try {
    const result = await handler(JSON.parse(next.text), context);
    await call('POST', `${path}/response`, JSON.stringify(result ?? null));
  } catch (error) {
    await fail(`${path}/error`, error);
  }
}
