import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { Desk } from '../../../shared/answer/desk.ts';
import type { SettingsInput } from '../../../shared/model/settings.ts';
import type { Job } from '../../support/aws/codepipeline.ts';
import { database } from '../../support/database.ts';
import { sampleOf } from '../sample.ts';
import { behind, deskFor, invoked, type Place, place } from './gates.ts';

let at: Place;
beforeAll(async () => {
  at = await place();
});

interface Sample {
  'CodePipeline.job': { data: Record<string, unknown> };
}
const sample = sampleOf('codepipeline') as unknown as Sample;
const secrets = Object.values(sample['CodePipeline.job'].data.artifactCredentials as object);

/** The documented event, of a job that waits. */
function job(UserParameters: unknown, continuationToken?: string) {
  const id = randomUUID();
  at.aws.jobs.set(id, null);
  const text = typeof UserParameters === 'object' ? JSON.stringify(UserParameters) : UserParameters;
  const actionConfiguration = { configuration: { FunctionName: 'lockstep-check', UserParameters: text } };
  const data = { ...sample['CodePipeline.job'].data, actionConfiguration, continuationToken };
  return { id, event: { 'CodePipeline.job': { id, accountId: '111111111111', data } } };
}

async function run(desk: Desk, { id, event }: ReturnType<typeof job>, more: { ms?: number; fix?: true } = {}) {
  await invoked(desk, more.fix ? 'fix' : 'check', event, more.ms);
  return at.aws.jobs.get(id) as Exclude<Job, null>;
}

describe('a job', () => {
  test('succeeds where its database is well, with the report as variables for later actions', async () => {
    const done = await run(deskFor(at), job({ targets: ['good'] }));
    expect(done).toEqual({
      success: {
        jobId: expect.any(String),
        executionDetails: {
          summary: expect.stringMatching(/^pass: /),
          externalExecutionId: expect.stringMatching(/^01/),
          percentComplete: 100,
        },
        outputVariables: { verdict: 'pass', reportId: expect.stringMatching(/^01/) },
      },
    });
  });

  test('fails where it is not, and says what to do', async () => {
    const failed = await run(deskFor(at), job({ targets: ['shop'] }));
    expect(failed).toMatchObject({
      failure: {
        type: 'JobFailed',
        message: expect.stringMatching(/^block: .*behind.*next: lockstep fix --target shop/),
      },
    });
  });

  test('fails as the system, not by itself, where the database cannot be told', async () => {
    const failed = await run(deskFor(at), job({ targets: ['down'] }));
    expect(failed).toMatchObject({
      failure: { type: 'SystemUnavailable', message: expect.stringMatching(/^unknown: /) },
    });
  });

  test.each([undefined, '', '  ', '{}'])('may ask for nothing in particular: %j', async (parameters) => {
    const desk = deskFor(at, { targets: { good: { url: at.good.url } } });
    expect(await run(desk, job(parameters))).toHaveProperty('success');
  });

  test.each([
    ['no JSON', 'hunter2', /^UserParameters is not a text of JSON/],
    ['a list', '["hunter2"]', /^UserParameters is not a text of JSON/],
    ['what is cut off', '{"targets":["good"', /^UserParameters is not a text of JSON/],
    ['an option that there is not', { target: 'good' }, /target is not an option; did you mean targets\?/],
    ['another target', { targets: ['production'] }, /"production" is not a configured target/],
    ['another operation', { operation: 'fix' }, /the call means fix/],
    ['a database of its own choice', { url: 'postgres://app:hunter2@127.0.0.1:1/b' }, /url is not an option/],
  ])('is wrongly configured where it asks %s', async (_, parameters, message) => {
    const desk = deskFor(at);
    const failed = await run(desk, job(parameters));
    expect(failed).toMatchObject({ failure: { type: 'ConfigurationError', message: expect.stringMatching(message) } });
    expect(JSON.stringify([failed, desk.lines])).not.toContain('hunter2');
  });

  test('without a configuration is told so: nobody would otherwise end it', async () => {
    const { id } = job({});
    for (const data of [undefined, null, {}, { actionConfiguration: 'hunter2' }]) {
      at.aws.jobs.set(id, null);
      await invoked(deskFor(at), 'check', { 'CodePipeline.job': { id, data } });
      expect(at.aws.jobs.get(id)).toMatchObject({ failure: { type: 'ConfigurationError' } });
    }
  });

  test('never has its credentials logged or sent on, whatever happens', async () => {
    const desk = deskFor(at);
    const sent = at.aws.requests.length;
    for (const parameters of [{ targets: ['shop'] }, 'hunter2', { targets: ['down'] }])
      await run(desk, job(parameters));
    const unknown = job({}).event;
    unknown['CodePipeline.job'].id = randomUUID();
    await expect(invoked(desk, 'check', unknown)).rejects.toThrow(/JobNotFoundException/);
    const bodies = at.aws.requests.slice(sent).map(({ body }) => body.toString());
    const all = JSON.stringify([desk.lines, bodies]);
    for (const secret of secrets) expect(all).not.toContain(secret);
  });

  test('whose result has to be told again, as CodePipeline is overloaded, is told again', async () => {
    const { aws } = at;
    aws.fail('codepipeline', { status: 400, body: '{"__type":"ThrottlingException"}' }, 3);
    expect(await run(deskFor(at), job({ targets: ['good'] }))).toHaveProperty('success');
  });

  test('of many targets says no more than CodePipeline takes', async () => {
    const names = Array.from({ length: 60 }, (_, index) => `${'a-long-name-of-a-target-'.repeat(2)}${index}`);
    const well = Object.fromEntries(names.map((name) => [name, { url: at.good.url }]));
    const desk = deskFor(at, { targets: well, limits: { targetsAtOnce: 20 } });
    expect(await run(desk, job({ guards: ['sequences'] }))).toHaveProperty('success');
    const blocked = Object.fromEntries(names.map((name) => [name, { url: at.shop.url }]));
    const other = deskFor(at, { targets: blocked, limits: { targetsAtOnce: 20 } });
    expect(await run(other, job({ guards: ['sequences'] }))).toMatchObject({ failure: { type: 'JobFailed' } });
  });
});

describe('a job for which one invocation has no time', () => {
  /** Targets of which some are held up until their test ends. */
  async function heldUp(wells: string[], slows: string[], more: SettingsInput = {}) {
    const slow = await database(behind.replace('generate_series(1, 40)', 'generate_series(1, 0)'));
    const holder = await slow.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const targets = Object.fromEntries([
      ...wells.map((name) => [name, { url: at.good.url }]),
      ...slows.map((name) => [name, { url: slow.url }]),
    ]);
    const limits = { lockSeconds: 30, targetsAtOnce: 10 };
    return { desk: deskFor(at, { targets, limits, ...more }), release: () => holder.query('ROLLBACK'), targets };
  }
  const tokenOf = (done: Exclude<Job, null>) => ('success' in done ? done.success.continuationToken : undefined) ?? '';

  test('goes on with the targets that were not reached, and in the end has looked at all', async () => {
    const { desk, release } = await heldUp(['a', 'b'], ['c']);
    const first = await run(desk, job({ guards: ['sequences'] }), { ms: 1600 });
    expect(first).toMatchObject({
      success: { executionDetails: { summary: '2 of 3 targets are well so far; to come: c', percentComplete: 66 } },
    });
    expect(JSON.parse(tokenOf(first))).toEqual({ pass: ['a', 'b'], warn: [] });
    await release();
    const last = await run(desk, job({ guards: ['sequences'] }, tokenOf(first)));
    expect(last).toMatchObject({
      success: {
        executionDetails: { summary: expect.stringMatching(/^2 of 3 targets were well before\. pass: /) },
        outputVariables: { verdict: 'pass' },
      },
    });
    expect(desk.lines.map(({ fields }) => fields.targets)).toEqual([['a', 'b', 'c'], ['c']]);
  });

  test('fails at once where a target blocks, whatever is left', async () => {
    const { desk, targets } = await heldUp(['a'], ['c']);
    const blocked = deskFor(at, { targets: { ...targets, b: { url: at.shop.url } }, limits: { lockSeconds: 30 } });
    expect(desk.settings.targets).not.toHaveProperty('b');
    const failed = await run(blocked, job({ guards: ['sequences'] }), { ms: 1600 });
    expect(failed).toMatchObject({ failure: { type: 'JobFailed' } });
  });

  test('fails where no target was looked at: it would go on for ever', async () => {
    const { desk } = await heldUp([], ['c', 'd']);
    const failed = await run(desk, job({ guards: ['sequences'] }), { ms: 1200 });
    expect(failed).toMatchObject({
      failure: { type: 'SystemUnavailable', message: expect.stringContaining('stopped') },
    });
  });

  test('is not fixed twice: a fix that was begun and ran out of time fails', async () => {
    const { desk } = await heldUp(['a'], ['c']);
    const failed = await run(desk, job({ targets: ['a', 'c'], guards: ['sequences'] }), { ms: 1600, fix: true });
    expect(failed).toMatchObject({ failure: { type: 'SystemUnavailable' } });
  });

  test.each([
    ['of another shape', 'hunter2'],
    ['that has seen a target that was not asked for', { pass: ['good'], warn: [] }],
    ['that has seen all', { pass: ['down', 'shop', 'x'], warn: [] }],
    ['that has seen none', { pass: [], warn: [] }],
    ['that has seen one twice', { pass: ['down'], warn: ['down'] }],
    ['that counts and names nothing', { left: ['good'], of: 3, pass: 2, warn: 0 }],
    ['with more in it', { pass: ['down'], warn: [], more: true }],
    ['that is too long', `${' '.repeat(2100)}{"pass":["down"],"warn":[]}`],
  ])('does not go on by a token %s', async (_, token) => {
    const text = typeof token === 'string' ? token : JSON.stringify(token);
    const failed = await run(deskFor(at), job({ targets: ['down', 'shop', 'x'] }, text));
    expect(failed).toEqual({
      failure: {
        type: 'ConfigurationError',
        message: expect.stringContaining('the continuation token is none of ours'),
      },
    });
  });
});

test.each([
  ['all that are configured', {}],
  ['those that are named', { targets: ['shop', 'good'] }],
])('a token never makes a job pass over a target that it has not seen, of %s', async (_, ask) => {
  const desk = deskFor(at, { targets: { shop: { url: at.shop.url }, good: { url: at.good.url } } });
  const token = JSON.stringify({ pass: ['good'], warn: [] });
  const failed = await run(desk, job(ask, token));
  expect(failed).toMatchObject({ failure: { type: 'JobFailed', message: expect.stringContaining('behind') } });
  expect(desk.lines.at(-1)?.fields.targets).toEqual(['shop']);
});

describe('a fix', () => {
  test('whose event comes twice, also at the same time, runs once and tells the same', async () => {
    const own = await database(behind);
    const desk = deskFor(at, { targets: { own: { url: own.url } } });
    const { event, id } = job({ guards: ['sequences'] });
    await Promise.all([invoked(desk, 'fix', event), invoked(desk, 'fix', event)]);
    expect(at.aws.jobs.get(id)).toMatchObject({ success: { outputVariables: { verdict: 'pass' } } });
    const fixed = desk.lines.filter(({ message }) => message.startsWith('fixed'));
    expect(fixed).toHaveLength(1);
    await own.query("SELECT setval('orders_id_seq', 1)");
    await invoked(desk, 'fix', event);
    expect(await own.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });
});
