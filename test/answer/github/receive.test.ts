import { describe, expect, test, vi } from 'vitest';
import { answerLater } from '../../../shared/answer/later.ts';
import type { Deferred } from '../../../shared/invocation/caller.ts';
import type { SettingsInput } from '../../../shared/model/settings.ts';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import { folderArchive } from '../../../shared/publish/archive/folder.ts';
import { awsEndpoint } from '../../support/aws.ts';
import { folderWith } from '../../support/command.ts';
import { database } from '../../support/database.ts';
import { appId, githubApi, privateKey } from '../../support/github-app.ts';
import { delivery, waiting, webhookSecret } from '../../support/github-delivery.ts';
import { bearer, deskWith, door, send } from '../desk.ts';

const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

interface Opened {
  github?: Partial<NonNullable<SettingsInput['github']>>;
  targets?: SettingsInput['targets'];
  archive?: Archive | null;
}

/** With targets it opens no database of its own. */
async function opened({ github = {}, targets, archive }: Opened = {}) {
  const [shop, api] = await Promise.all([targets ? null : database(behind), githubApi()]);
  const settings: SettingsInput = {
    targets: targets ?? { shop: { url: shop?.url, environment: 'production' } },
    github: { app: appId, privateKey, webhookSecret, api: api.url, ...github },
    limits: { connectSeconds: 0.1, lockSeconds: 0.3, totalSeconds: 20 },
  };
  const desk = deskWith(settings, archive === undefined ? folderArchive(folderWith()) : archive);
  return { shop, api, desk, event: waiting({ api: api.url }) };
}

/** A machine may be busy. */
const patient = { timeout: 20_000 };

/** For tests in which it does not matter what a check says. */
const nowhere = { production: { url: 'postgres://a@127.0.0.1:1/b' } };

describe('GitHub asks about a deployment', () => {
  test('and is answered at once; the deployment is rejected with what is wrong and how to put it right', async () => {
    const { desk, api, event } = await opened();
    const { status, json } = await send(desk, 'check', delivery(event));
    expect({ status, json }).toEqual({ status: 202, json: { message: expect.stringContaining('production') } });
    const review = await api.verdict();
    expect(review).toEqual({ environment_name: 'production', state: 'rejected', comment: expect.any(String) });
    expect(review.comment).toMatch(
      /^\*\*Lockstep check of shop: block\*\*\n\n1 of 4 guards blocks: sequences \(1 behind\)/,
    );
    expect(review.comment).toContain('Next: `lockstep fix --target shop`');
    expect(review.comment).toContain('orders_id_seq will hand out 1');
    expect(api.requests.map(({ status }) => status)).toEqual([201, 204]);
    await vi.waitFor(() => expect(desk.lines.at(-1)).toMatchObject({ message: 'GitHub was told: rejected' }), patient);
  });

  test('and is checked by all guards, whatever else was left for later beside the deployment', async () => {
    const { desk, api } = await opened();
    const callback = {
      repository: 'octo-org/shop',
      repositoryId: 186853002,
      runId: 1234567890,
      installation: 5,
      environment: 'production',
    };
    const ask = { deploy: { actor: 'octocat' }, guards: ['data'], targets: ['nobody'], dryRun: true };
    const left = { reportId: 'check-01', ask, who: 'github', delivery: null, callback };
    await answerLater(left, 'check', { desk, door: door(desk, 'check') });
    expect(await api.verdict()).toMatchObject({ state: 'rejected', comment: expect.stringContaining('of 4 guards') });
  });

  test('and the deployment is approved where nothing stops it', async () => {
    const { desk, api, event, shop } = await opened();
    await shop?.query("SELECT setval('orders_id_seq', 50)");
    await send(desk, 'check', delivery(event));
    expect(await api.verdict()).toMatchObject({ state: 'approved', comment: expect.stringContaining(': pass**') });
  });

  test('and all targets of the environment count, by their name or their environment', async () => {
    const good = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
    const bad = await database(behind);
    const { desk, api, event } = await opened({
      targets: {
        Production: { url: good.url },
        other: { url: bad.url, environment: 'production' },
        staging: { url: 'postgres://a@127.0.0.1:1/b', environment: 'staging' },
      },
    });
    await send(desk, 'check', delivery(event));
    const { state, comment } = await api.verdict();
    expect(state).toBe('rejected');
    expect(comment).toContain('**Lockstep check of Production, other: block**');
  });

  test.each([
    [
      'that no target has',
      { shop: { url: 'postgres://a@127.0.0.1:1/b', environment: 'live' } },
      /known are: shop \(live\)/,
    ],
    ['whose database cannot be reached', { production: { url: 'postgres://a@127.0.0.1:1/b' } }, /: unknown\*\*/],
    [
      'whose target may not be checked',
      { production: { url: 'postgres://a@h/b', allow: ['fix' as const] } },
      /not allowed/,
    ],
  ])('for an environment %s: it is rejected, and says why', async (_, targets, comment) => {
    const { desk, api, event } = await opened({ targets });
    expect((await send(desk, 'check', delivery(event))).status).toBe(202);
    const review = await api.verdict();
    expect(review.state).toBe('rejected');
    expect(review.comment).toMatch(comment);
  });

  test('and a mistake of our own is a rejection that gives nothing away', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const inTurn = async () => Promise.reject(new Error('hunter2 was the password'));
    const later = async (deferred: Deferred) =>
      answerLater(deferred, 'check', { desk, door: door(desk, 'check', { inTurn }) });
    await send(desk, 'check', delivery(event), { later });
    const { state, comment } = await api.verdict();
    expect({ state, comment }).toEqual({ state: 'rejected', comment: expect.stringContaining('mistake of its own') });
    expect(comment).not.toContain('hunter2');
  });

  test('without an archive as well', async () => {
    const { desk, api, event } = await opened({ targets: nowhere, archive: null });
    expect((await send(desk, 'check', delivery(event))).status).toBe(202);
    expect((await api.verdict()).state).toBe('rejected');
  });
});

describe('a delivery', () => {
  test('that comes twice while it is carried out runs once; after that it is checked anew', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const left: Deferred[] = [];
    const later = async (deferred: Deferred) => void left.push(deferred);
    const id = '72d3162e-cc78-11e3-81ab-4c9367dc0958';
    expect((await send(desk, 'check', delivery(event, { id }), { later })).status).toBe(202);
    const again = await send(desk, 'check', delivery(event, { id }), { later });
    expect(again).toMatchObject({ status: 202, json: { message: expect.stringContaining('being carried out') } });
    expect(left).toHaveLength(1);
    await answerLater(left[0] as Deferred, 'check', { desk, door: door(desk, 'check') });
    expect(api.told).toHaveLength(1);
    expect((await send(desk, 'check', delivery(event, { id }))).status).toBe(202);
    await vi.waitFor(() => expect(api.told).toHaveLength(2), patient);
  });

  test('whose work was lost with its process is checked anew when it is sent again a little more than a minute later', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const sent = delivery(event, { id: 'a' });
    await send(desk, 'check', sent, { later: async () => {} });
    vi.setSystemTime(Date.now() + 61_000);
    const again = await send(desk, 'check', sent).finally(() => vi.useRealTimers());
    expect(again).toMatchObject({ status: 202, json: { message: expect.stringContaining('begins') } });
    expect((await api.verdict()).state).toBe('rejected');
  });

  test('with the id of another one is refused, and two of them are two', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const later = async () => {};
    await send(desk, 'check', delivery(event, { id: 'a' }), { later });
    const other = waiting({ api: api.url, runId: 2 });
    expect((await send(desk, 'check', delivery(other, { id: 'a' }), { later })).status).toBe(400);
    expect((await send(desk, 'check', delivery(other, { id: 'b' }), { later })).status).toBe(202);
  });

  test('that cannot be left for later is refused, and may come again', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const later = async () => Promise.reject(new Error('Lambda answered 403 to hunter2'));
    const sent = delivery(event, { id: 'a' });
    const refused = await send(desk, 'check', sent, { later });
    expect(refused).toMatchObject({ status: 503, headers: { 'retry-after': '30' } });
    expect(refused.body).not.toContain('hunter2');
    expect(desk.lines.at(-1)).toMatchObject({
      level: 'error',
      message: expect.stringContaining('Lambda answered 403'),
    });
    expect((await send(desk, 'check', sent)).status).toBe(202);
    expect((await api.verdict()).state).toBe('rejected');
  });

  test('is carried out also where the archive fails', async () => {
    const fails = async () => Promise.reject(new Error('S3 answered 503'));
    const { desk, api, event } = await opened({
      targets: nowhere,
      archive: { addressOf: String, read: fails, write: fails, claim: fails },
    });
    expect((await send(desk, 'check', delivery(event))).status).toBe(202);
    expect((await api.verdict()).state).toBe('rejected');
  });

  test('that asks for no decision is answered with 200, so that GitHub shows no failure', async () => {
    const { desk, api, event } = await opened({ targets: nowhere });
    const sent = [
      delivery({ zen: 'Keep it logically awesome.', hook_id: 1 }, { event: 'ping' }),
      delivery(event, { event: 'deployment_status' }),
      delivery({ ...event, action: 'something' }),
    ];
    for (const each of sent) expect((await send(desk, 'check', each)).status).toBe(200);
    expect(api.requests).toEqual([]);
  });
});

describe('nothing runs, and GitHub is asked nothing,', () => {
  const event = waiting();
  test.each([
    ['a forged signature', delivery(event, { secret: 'a secret of somebody else' })],
    ['no signature', { ...delivery(event), headers: { 'x-github-event': 'ping', 'x-github-delivery': 'a' } }],
    ['a body cut off', { ...delivery(event), body: delivery(event).body.slice(0, -1) }],
    ['a bearer token in place of a signature', { body: '{}', headers: { ...bearer, 'x-github-event': 'ping' } }],
    [
      'AWS_IAM in place of a signature',
      { ...delivery(event, { secret: 'x'.repeat(20) }), iam: 'arn:aws:iam::1:user/ci' },
    ],
  ])('for %s: 401', async (_, sent) => {
    const { desk, api } = await opened({ targets: nowhere });
    expect((await send(desk, 'check', sent)).status).toBe(401);
    expect(api.requests).toEqual([]);
    expect(desk.lines.at(-1)?.fields).toMatchObject({ who: null });
  });

  test('for a callback to elsewhere: 400', async () => {
    const { desk, api } = await opened({ targets: nowhere });
    for (const callback of [`${api.url}.evil.tld/repos/octo-org/shop/actions/runs/1/deployment_protection_rule`, 'x']) {
      expect((await send(desk, 'check', delivery(waiting({ callback })))).status).toBe(400);
    }
    expect(api.requests).toEqual([]);
  });

  test('for a repository that github.repositories leaves out: 403, and the deployment goes on waiting', async () => {
    const { desk, api } = await opened({
      targets: nowhere,
      github: { repositories: ['octo-org/shop', 'Team.A/web-*'] },
    });
    const asked = async (repository: string) => {
      const later = async () => {};
      return (await send(desk, 'check', delivery(waiting({ api: api.url, repository })), { later })).status;
    };
    for (const known of ['octo-org/shop', 'Octo-Org/Shop', 'team.a/web-1']) expect(await asked(known)).toBe(202);
    for (const other of ['octo-org/shop2', 'a-octo-org/shop', 'teamxa/web-1', 'team.a/api', 'octo-org/web-1'])
      expect(await asked(other)).toBe(403);
    expect(desk.lines.at(-1)?.message).toContain('octo-org/web-1 is none of github.repositories');
    expect(api.requests).toEqual([]);
  });

  test('where no app, or no webhook secret is set up', async () => {
    const { settings, ...rest } = (await opened({ targets: nowhere })).desk;
    const { github: _, ...without } = settings;
    const refused = await send({ ...rest, settings: without } as never, 'check', delivery(event));
    expect(refused.status).toBe(401);
    const noSecret = await opened({ targets: nowhere, github: { webhookSecret: undefined } });
    expect((await send(noSecret.desk, 'check', delivery(event))).status).toBe(401);
  });

  test('at the addresses of fix and verify', async () => {
    const { desk } = await opened({ targets: nowhere });
    for (const operation of ['fix', 'verify'] as const) {
      expect((await send(desk, operation, delivery(event))).status).toBe(401);
    }
  });

  test('for a body that is too large', async () => {
    const { desk } = await opened({ targets: nowhere });
    const large = delivery({ ...event, filler: 'x'.repeat(1_100_000) });
    expect((await send(desk, 'check', large)).status).toBe(413);
  });
});

describe('secrets', () => {
  test('several are good at once, and one that is rotated is read anew', async () => {
    const aws = await awsEndpoint();
    vi.stubEnv('AWS_REGION', '');
    for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
    const [old, next] = ['the-old-webhook-secret', 'the-new-webhook-secret'];
    const secret = `github-${Math.random()}`;
    aws.secrets.set(secret, JSON.stringify({ privateKey, webhookSecret: [old] }));
    const { desk, api, event } = await opened({
      targets: nowhere,
      github: { secret, privateKey: undefined, webhookSecret: undefined },
    });
    expect((await send(desk, 'check', delivery(event, { secret: next }))).status).toBe(401);
    aws.secrets.set(secret, JSON.stringify({ privateKey, webhookSecret: [old, next] }));
    vi.setSystemTime(Date.now() + 11_000);
    const sent = await send(desk, 'check', delivery(event, { secret: next })).finally(() => vi.useRealTimers());
    expect(sent.status).toBe(202);
    expect((await api.verdict()).state).toBe('rejected');
    expect((await send(desk, 'check', delivery(event, { secret: old }))).status).toBe(202);
    vi.unstubAllEnvs();
  });

  test.each([
    ['text', 'hunter2-hunter2-hunter2'],
    ['other keys', JSON.stringify({ private_key: 'hunter2', webhookSecret })],
    ['a short one', JSON.stringify({ privateKey, webhookSecret: 'hunter2' })],
  ])('that are %s are refused without a word of them', async (_, text) => {
    const aws = await awsEndpoint();
    for (const [name, value] of Object.entries(aws.environment)) vi.stubEnv(name, value);
    const secret = `github-${Math.random()}`;
    aws.secrets.set(secret, text);
    const { desk } = await opened({
      targets: nowhere,
      github: { secret, privateKey: undefined, webhookSecret: undefined },
    });
    const refused = await send(desk, 'check', delivery(waiting()));
    vi.unstubAllEnvs();
    expect(refused).toMatchObject({ status: 503, json: { detail: 'who calls cannot be told at the moment' } });
    expect(JSON.stringify(desk.lines)).toMatch(/secret/);
    expect(JSON.stringify([refused, desk.lines])).not.toContain('hunter2');
  });
});

test('no key, secret or token is in the log, in answers or in comments', async () => {
  const { desk, api, event } = await opened();
  const replies = [
    await send(desk, 'check', delivery(event)),
    await send(desk, 'check', delivery(event, { secret: 'x' })),
  ];
  await api.verdict();
  await vi.waitFor(() => expect(desk.lines.at(-1)?.message).toContain('GitHub was told'), patient);
  const all = JSON.stringify([desk.lines, replies, api.told]);
  const tokens = api.requests.map(({ authorization }) => authorization.split(' ')[1] ?? '');
  expect(tokens.every((token) => token.length > 20)).toBe(true);
  for (const hidden of [privateKey.split('\n')[1] ?? '', webhookSecret, ...tokens]) expect(all).not.toContain(hidden);
});
