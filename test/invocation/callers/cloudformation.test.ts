import { beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Desk } from '../../../shared/answer/desk.ts';
import { isResponseAddress } from '../../../shared/aws/custom-resource.ts';
import type { Operation } from '../../../shared/model/report.ts';
import { database } from '../../support/database.ts';
import { sampleOf } from '../sample.ts';
import { behind, deskFor, invoked, type Place, place } from './gates.ts';

let at: Place;
beforeAll(async () => {
  at = await place();
});
beforeEach(() => {
  at.aws.answers.length = 0;
});

const sample = sampleOf('cloudformation');
const stackId = sample.StackId as string;
const answered = '/cloudformation-custom-resource-response-eucentral1/arn%3Aaws?X-Amz-Signature=0f3a';

/** The documented event, answered by this machine. */
function event(properties: object, more: Record<string, unknown> = {}) {
  const ResponseURL = `${at.aws.url}${answered}`;
  const Deployment = '2026-11-21T09:00:00.000Z';
  return { ...sample, ResponseURL, ResourceProperties: { ServiceToken: 'arn', Deployment, ...properties }, ...more };
}

async function sent(
  desk: Desk,
  properties: object,
  more: Record<string, unknown> = {},
  operation: Operation = 'check',
) {
  await invoked(desk, operation, event(properties, more));
  return at.aws.answers.at(-1);
}

describe('a deployment', () => {
  test('goes on where its database is well; what CloudFormation made texts of is read as it was meant', async () => {
    const properties = { ServiceTimeout: '1200', targets: ['good'], all: 'true' };
    expect(await sent(deskFor(at), properties, { RequestType: 'Create', PhysicalResourceId: undefined })).toEqual({
      Status: 'SUCCESS',
      Reason: expect.stringMatching(/^pass: /),
      PhysicalResourceId: 'lockstep-gate-Gate',
      StackId: stackId,
      RequestId: sample.RequestId,
      LogicalResourceId: 'Gate',
      NoEcho: true,
    });
  });

  test.each(['Create', 'Update'])('stops where it is not, and says why: %s', async (RequestType) => {
    at.aws.stacks.set(stackId, RequestType === 'Create' ? 'CREATE_IN_PROGRESS' : 'UPDATE_IN_PROGRESS');
    expect(await sent(deskFor(at), { targets: ['shop'] }, { RequestType })).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(/^block: .*behind.*next: lockstep fix --target shop/),
      PhysicalResourceId: 'lockstep-gate-Gate',
    });
  });

  test.each([
    ['cannot be told', { targets: ['down'] }, /^unknown: /],
    ['asks for what there is not', { target: ['good'] }, /target is not an option/],
    ['sends a manifest that is none', { targets: ['good'], manifest: 'hunter2' }, /manifest is not a text of JSON/],
  ])('stops where it %s', async (_, properties, reason) => {
    at.aws.stacks.set(stackId, 'UPDATE_IN_PROGRESS');
    expect(await sent(deskFor(at), properties)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(reason),
    });
  });

  test('is answered in 4096 bytes, whatever there is to say', async () => {
    at.aws.stacks.set(stackId, 'UPDATE_IN_PROGRESS');
    const names = Array.from({ length: 40 }, (_, index) => `${'a-long-name-'.repeat(4)}${index}`);
    const targets = Object.fromEntries(names.map((name) => [name, { url: at.shop.url }]));
    const desk = deskFor(at, { targets, limits: { targetsAtOnce: 10 } });
    const answer = await sent(desk, { guards: ['sequences'] });
    expect(answer?.Status).toBe('FAILED');
    expect(answer?.Reason).toMatch(/…$/);
    expect(Buffer.byteLength(JSON.stringify(answer))).toBeGreaterThan(4000);
  });

  test('whose answer does not come through is answered again', async () => {
    at.aws.fail('custom-resource', { status: 503 }, 2);
    expect(await sent(deskFor(at), { targets: ['good'] })).toMatchObject({ Status: 'SUCCESS' });
  });

  test('that takes no answer is a failure of the function, whose log holds no signature', async () => {
    at.aws.fail('custom-resource', { status: 403 }, 1);
    const desk = deskFor(at);
    const message = 'cloudformation waits and could not be told: CloudFormation did not take the answer: 403';
    await expect(sent(desk, { targets: ['good'] })).rejects.toThrow(message);
    expect(JSON.stringify(desk.lines)).not.toContain('0f3a');
  });

  test('that asks for a fix gets it once, also where its event comes twice', async () => {
    const own = await database(behind);
    const desk = deskFor(at, { targets: { own: { url: own.url } } });
    const ask = { targets: ['own'], guards: ['sequences'] };
    expect(await sent(desk, ask, {}, 'fix')).toMatchObject({ Status: 'SUCCESS' });
    await own.query("SELECT setval('orders_id_seq', 1)");
    expect(await sent(desk, ask, {}, 'fix')).toMatchObject({ Status: 'SUCCESS' });
    expect(await own.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('that takes its gate away is not looked at', async () => {
    const desk = deskFor(at);
    expect(await sent(desk, { target: 'nonsense' }, { RequestType: 'Delete' })).toMatchObject({ Status: 'SUCCESS' });
    expect(desk.lines).toMatchObject([{ message: 'nothing to run: the gate is taken away' }]);
  });
});

describe('a rollback is never held up', () => {
  test.each(['UPDATE_ROLLBACK_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'IMPORT_ROLLBACK_IN_PROGRESS'])(
    'where CloudFormation says %s: nothing is run, and that is the reason',
    async (status) => {
      at.aws.stacks.set(stackId, status);
      const desk = deskFor(at);
      const Reason = 'nothing was run: the stack is rolling back, which nothing holds up';
      expect(await sent(desk, { targets: ['shop'] })).toMatchObject({ Status: 'SUCCESS', Reason });
      expect(desk.lines).toMatchObject([{ message: expect.stringMatching(/^nothing to run: the stack is rolling/) }]);
      expect(await sent(desk, { target: 'nonsense' })).toMatchObject({ Status: 'SUCCESS' });
    },
  );

  test('and no fix changes the database in it', async () => {
    const own = await database(behind);
    at.aws.stacks.set(stackId, 'UPDATE_ROLLBACK_IN_PROGRESS');
    const before = await own.query('SELECT last_value FROM orders_id_seq');
    const answer = await sent(deskFor(at, { targets: { own: { url: own.url } } }), { targets: ['own'] }, {}, 'fix');
    expect(answer).toMatchObject({ Status: 'SUCCESS' });
    expect(await own.query('SELECT last_value FROM orders_id_seq')).toEqual(before);
  });

  test.each(['UPDATE_IN_PROGRESS', 'UPDATE_ROLLBACK_COMPLETE', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'])(
    'but %s is no rollback',
    async (status) => {
      at.aws.stacks.set(stackId, status);
      expect(await sent(deskFor(at), { targets: ['shop'] })).toMatchObject({
        Status: 'FAILED',
        Reason: expect.stringMatching(/^block: /),
      });
    },
  );
});

describe('where CloudFormation does not say whether the stack rolls back', () => {
  const wayOn =
    /^if this is a rollback, go on with: aws cloudformation continue-update-rollback --stack-name Shop --resources-to-skip Gate\. /;
  const older = { OldResourceProperties: { Deployment: '2026-11-22T09:00:00.000Z' } };
  beforeEach(() => void at.aws.stacks.delete(stackId));

  test.each([
    ['a block', { targets: ['shop'] }],
    ['what could not be told', { targets: ['down'] }],
    ['an unknown target', { targets: ['nobody'] }],
  ])('%s is stopped, with the way on, though the deployment is an older one than before', async (_, properties) => {
    expect(await sent(deskFor(at), properties, older)).toMatchObject({
      Status: 'FAILED',
      Reason: expect.stringMatching(wayOn),
    });
  });

  test('what is well goes on', async () => {
    expect(await sent(deskFor(at), { targets: ['good'] })).toMatchObject({ Status: 'SUCCESS' });
  });

  test('a creation is stopped without asking: no rollback makes a gate', async () => {
    const asked = () => at.aws.requests.filter(({ service }) => service === 'cloudformation').length;
    const before = asked();
    const answer = await sent(deskFor(at), { targets: ['shop'] }, { RequestType: 'Create' });
    expect(answer).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(/^block: /) });
    expect(asked()).toBe(before);
  });

  test('as it hangs, the stack has its answer before the time of the function is up', async () => {
    at.aws.fail('cloudformation', 'hang');
    const began = Date.now();
    await invoked(deskFor(at), 'check', event({ targets: ['shop'] }), 3_000);
    at.aws.heal('cloudformation');
    expect(Date.now() - began).toBeLessThan(2_500);
    expect(at.aws.answers.at(-1)).toMatchObject({ Status: 'FAILED', Reason: expect.stringMatching(wayOn) });
  });
});

describe('an answer goes to CloudFormation alone', () => {
  const bucket = 'cloudformation-custom-resource-response-eucentral1';

  test.each([
    `https://${bucket}.s3.amazonaws.com/x?y`,
    `https://${bucket}.s3-eu-central-1.amazonaws.com/x?y`,
    `https://${bucket}.s3.eu-central-1.amazonaws.com/x?y`,
  ])('%s', (address) => {
    vi.stubEnv('AWS_ENDPOINT_URL_S3', '');
    expect(isResponseAddress(address)).toBe(true);
    vi.stubEnv('AWS_ENDPOINT_URL_S3', at.aws.url);
  });

  test('in China too', () => {
    vi.stubEnv('AWS_REGION', 'cn-north-1');
    const address = 'https://cloudformation-custom-resource-response-cnnorth1.s3.cn-north-1.amazonaws.com';
    expect([isResponseAddress(`${address}.cn/x`), isResponseAddress(`${address}/x`)]).toEqual([true, false]);
    vi.stubEnv('AWS_REGION', 'eu-central-1');
  });

  test.each([
    `http://${bucket}.s3.amazonaws.com/x`,
    `https://${bucket}.s3.amazonaws.com.evil.example/x`,
    `https://${bucket}.s3.amazonaws.com@evil.example/x`,
    `https://me:hunter2@${bucket}.s3.amazonaws.com/x`,
    `https://evil.example/${bucket}.s3.amazonaws.com`,
    `https://evil.example#${bucket}.s3.amazonaws.com`,
    `https://evil.example\\@${bucket}.s3.amazonaws.com/x`,
    `https://${bucket}.s3.amazonaws.com:8443/x`,
    `https://${bucket}x.s3.amazonaws.com/x`,
    'https://cloudformation-custom-resource-response-evil.s3.amazonaws.com/x',
    'https://cloudformation-custom-resource-response-useast1.s3.amazonaws.com/x',
    'https://my-bucket.s3.amazonaws.com/x',
    'https://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:9/x',
    'file:///etc/passwd',
    'x',
    '',
  ])('never to %j, and nothing is run for whoever asks for that', async (ResponseURL) => {
    const desk = deskFor(at);
    const before = at.aws.requests.length;
    const refused = invoked(desk, 'check', event({ targets: ['good'] }, { ResponseURL }));
    await expect(refused).rejects.toThrow('ResponseURL is no address of CloudFormation');
    expect(at.aws.requests).toHaveLength(before);
    expect(desk.lines).toMatchObject([{ message: expect.stringMatching(/^refused: /) }]);
    expect(JSON.stringify(desk.lines)).not.toContain('hunter2');
  });

  test('nor to where that sends it on', async () => {
    const location = `${at.aws.url}/cloudformation-custom-resource-response-evil?X-Amz-Signature=1`;
    at.aws.fail('custom-resource', { status: 307, headers: { location } }, 1);
    await expect(sent(deskFor(at), { targets: ['good'] })).rejects.toThrow('did not take the answer: 307');
    expect(at.aws.answers).toEqual([]);
  });

  test.each([
    ['RequestType', 'Destroy'],
    ['StackId', 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Shop/1&StackName=other'],
    ['StackId', 'Shop'],
    ['RequestId', ''],
    ['LogicalResourceId', undefined],
    ['ResourceProperties', 'hunter2'],
  ])('an event with another %s than CloudFormation sends is refused: %j', async (key, value) => {
    await expect(invoked(deskFor(at), 'check', event({}, { [key]: value }))).rejects.toThrow(key);
  });
});
