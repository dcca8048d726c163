import { beforeAll, describe, expect, test } from 'vitest';
import { folderWith } from '../support/command.ts';
import { type LambdaFunction, lambdaFunction, runtimes } from '../support/runtime.ts';

const program = `
  let count = 0;
  export async function handler(event, context) {
    count += 1;
    console.log('called with', event.what);
    if (event.what === 'throw') throw Object.assign(new Error('no such thing'), { name: 'NoSuchThing' });
    if (event.what === 'exit') process.exit(7);
    if (event.what === 'hang') return new Promise((done) => setTimeout(done, 60_000));
    if (event.what === 'reject') Promise.reject(new Error('nobody listens'));
    if (event.what === 'reject') return new Promise((done) => setTimeout(done, 60_000));
    const { functionName, awsRequestId } = context;
    return { count, functionName, hasId: awsRequestId.length === 36, left: context.getRemainingTimeInMillis() };
  }`;

describe.each(runtimes)('a function in the runtime %s', (runtime) => {
  let lambda: LambdaFunction;
  beforeAll(async () => {
    const code = folderWith({ 'index.mjs': program });
    lambda = await lambdaFunction('sample', { code, environment: {}, timeoutMs: 5_000, runtime });
  });

  test('is started once and kept, and knows who it is and how long it has', async () => {
    const [first, second] = await Promise.all([lambda.invoke({}), lambda.invoke({})]);
    expect(first.result).toMatchObject({ count: 1, functionName: 'sample', hasId: true });
    expect(second.result).toMatchObject({ count: 2 });
    expect((first.result as { left: number }).left).toBeGreaterThan(4_000);
    expect(lambda.starts).toBe(1);
  });

  test('tells an error with type, message and trace, and goes on', async () => {
    const { error } = await lambda.invoke({ what: 'throw' });
    expect(error).toMatchObject({ errorType: 'NoSuchThing', errorMessage: 'no such thing' });
    expect(error?.trace?.length).toBeGreaterThan(1);
    expect(lambda.logs).toContain('called with throw');
    expect((await lambda.invoke({})).result).toMatchObject({ count: 4 });
  });

  test('is killed at its deadline, and started anew for the next', async () => {
    const { error } = await lambda.invoke({ what: 'hang' }, { timeoutMs: 100 });
    expect(error?.errorMessage).toMatch(/ Task timed out after 0.10 seconds$/);
    expect((await lambda.invoke({})).result).toMatchObject({ count: 1 });
  });

  test('tells that its process ended', async () => {
    expect((await lambda.invoke({ what: 'exit' })).error?.errorType).toBe('Runtime.ExitError');
    expect((await lambda.invoke({ what: 'reject' })).error?.errorType).toBe('Runtime.ExitError');
    expect(lambda.logs).toContain('nobody listens');
  });

  test('that cannot be loaded says why', async () => {
    const code = folderWith({ 'index.mjs': "import './absent.mjs'; export const handler = async () => {};" });
    const broken = await lambdaFunction('broken', { code, environment: {}, runtime });
    expect((await broken.invoke({})).error?.errorMessage).toContain('absent.mjs');
  });
});
