import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Maker } from '../../../shared/restore/index.ts';
import { makerAt } from '../making.ts';
import { branch, type NeonConsole, neonConsole, project } from './console.ts';

const url = 'postgres://owner:database-password@ep-shop-1-pooler.eu-central-1.aws.neon.tech/shop';
const long = '2020-01-01T00:00:00Z';
let neon: NeonConsole;

beforeEach(async () => {
  neon = await neonConsole();
});

describe('a branch at Neon', () => {
  it('is made of the branch that the host is on, without a compute, and removes itself in time', async () => {
    const point = await (await maker()).make();
    expect(neon.bodies).toEqual([
      { branch: { name: point.id, parent_id: 'br-main-1', expires_at: expect.stringMatching(/^[\d-]+T[\d:]+Z$/) } },
    ]);
    expect(point.id).toMatch(/^lockstep-production-\d{8}t\d{6}z$/);
    const days = (Date.parse(point.expiresAt ?? '') - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    expect(neon.calls.at(-1)).toMatch(/^GET .*\/operations\//);
    expect(point.loses).toContain(point.at);
  });

  it('leads back by the calls that it prints, which Neon takes, its own expiry taken away first', async () => {
    const point = await (await maker()).make();
    neon.bodies = [];
    await run(point.back);
    const preserve_under_name = `main-before-${point.id}`;
    expect(neon.bodies).toEqual([
      { branch: { expires_at: null } },
      { source_branch_id: 'br-made-1', preserve_under_name },
    ]);
    expect(neon.calls.at(-1)).toBe(`POST /projects/${project}/branches/br-main-1/restore`);
  });

  it('leads back to a protected branch with the protection taken away and given back, and passwords told', async () => {
    Object.assign(neon.branches[0] ?? {}, { protected: true });
    const point = await (await maker()).make();
    neon.bodies = [];
    await run(point.back);
    expect(neon.bodies.map((body) => JSON.stringify(body))).toEqual([
      '{"branch":{"expires_at":null}}',
      '{"branch":{"protected":false}}',
      expect.stringContaining('source_branch_id'),
      '{"branch":{"protected":true}}',
    ]);
    expect(point.loses).toContain('new passwords');
  });

  it('is kept by Lockstep where Neon would not keep it so long', async () => {
    const point = await (await maker({ keepDays: 60 })).make();
    expect(point.expiresAt).toBeNull();
    expect(neon.bodies).toEqual([{ branch: { name: point.id, parent_id: 'br-main-1' } }]);
    expect(point.back).toHaveLength(1);
  });

  it.each(['br-main-1', 'main'])('is made of the configured branch %s whatever the host is', async (configured) => {
    const made = await (await maker({ branch: configured }, 'postgres://db.internal/shop')).make();
    expect(made.place).toContain('(br-made-1) of main');
  });

  it('waits for a lock of the project, and for Neon where it asks to', async () => {
    for (const status of [423, 429, 503]) neon.fail('POST', status, { code: '', message: 'busy' });
    const point = await (await maker()).make();
    expect(neon.calls.filter((call) => call.startsWith('POST'))).toHaveLength(4);
    expect(point.place).toContain('br-made-1');
  });

  it('is not asked for twice where nobody knows whether it was made', async () => {
    neon.fail('POST', 500, { code: '', message: 'boom' });
    await expect((await maker()).make()).rejects.toMatchObject({ exitCode: 3 });
    expect(neon.calls.filter((call) => call.startsWith('POST'))).toHaveLength(1);
  });

  it('plans by reading alone', async () => {
    const plan = await (await maker()).plan();
    expect(plan).toMatchObject({ obstacle: null, sentence: expect.stringContaining('a branch of main (br-main-1)') });
    expect(plan.back.at(-1)).toContain(`/branches/br-main-1/restore`);
    expect(neon.calls.every((call) => call.startsWith('GET '))).toBe(true);
  });
});

describe('branches that are old', () => {
  it('are removed where Lockstep made them of this branch for this target, and nothing hangs on them', async () => {
    const own = (id: string, rest = {}) =>
      branch({
        id,
        name: `lockstep-production-20200101t00000${id.at(-1)}z`,
        parent_id: 'br-main-1',
        created_at: long,
        ...rest,
      });
    neon.branches.push(
      own('br-old-1'),
      own('br-new-2', { created_at: new Date().toISOString() }),
      own('br-protected-3', { protected: true }),
      own('br-parent-4'),
      branch({ id: 'br-child-5', parent_id: 'br-parent-4', created_at: long }),
      own('br-elsewhere-6', { parent_id: 'br-other-0' }),
      own('br-staging-7', { name: 'lockstep-staging-20200101t000000z' }),
      own('br-longer-8', { name: 'lockstep-production-x-20200101t000000z' }),
      own('br-hand-9', { name: 'lockstep-production-by-hand' }),
    );
    const removed = await (await maker()).prune();
    expect(removed.map(({ place }) => place)).toEqual([expect.stringContaining('br-old-1')]);
    expect(neon.branches.map(({ id }) => id)).toEqual([
      'br-main-1',
      'br-new-2',
      'br-protected-3',
      'br-parent-4',
      'br-child-5',
      'br-elsewhere-6',
      'br-staging-7',
      'br-longer-8',
      'br-hand-9',
    ]);
    expect((await (await maker()).list()).map(({ place }) => /br-\w+-\d/.exec(place)?.[0])).toEqual([
      'br-new-2',
      'br-protected-3',
      'br-parent-4',
    ]);
  });
});

describe('what Neon refuses is told in words, without the key', () => {
  it.each([
    [401, { code: '', message: 'no' }, /does not accept the API key/],
    [403, { code: '', message: 'no' }, /may not do this in the Neon project shiny-wind-028834/],
    [404, { code: '', message: 'no' }, /does not exist, or the API key may not see it/],
    [
      422,
      { code: 'BRANCHES_LIMIT_EXCEEDED', message: 'branches limit exceeded' },
      /as many branches as its plan allows/,
    ],
    [423, { code: '', message: 'project already has running operations' }, /is locked by another operation/],
    [400, { code: 'X', message: 'expires_at must be in the future' }, /400 X: expires_at must be in the future/],
  ])('%i', async (status, body, message) => {
    neon.fail('POST', status, body, 100);
    const error = await (await maker()).make().catch((each: Error) => each);
    expect(error).toMatchObject({
      code: 'deploy/no-restore-point',
      exitCode: 1,
      message: expect.stringMatching(message),
    });
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain(neon.key);
  });

  it('an operation that fails', async () => {
    neon.operation = [{ status: 'running' }, { status: 'failed', error: 'no space' }];
    await expect((await maker()).make()).rejects.toMatchObject({
      message: expect.stringMatching(/create_branch is failed: no space/),
    });
  });

  it('nobody who answers', async () => {
    neon.url = 'http://127.0.0.1:1/api/v2';
    await expect((await maker()).make()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  it('a host that no endpoint has, a branch that is not there, a key that is not set, a project that is none', async () => {
    const elsewhere = await maker({}, 'postgres://ep-else-2.eu-central-1.aws.neon.tech/shop');
    expect((await elsewhere.plan()).obstacle).toContain('no endpoint of the Neon project');
    expect((await (await maker({ branch: 'mian' })).plan()).obstacle).toContain('no branch "mian"');
    neon.key = '';
    expect((await (await maker()).plan()).obstacle).toContain('set NEON_API_KEY');
    neon.key = 'x';
    expect((await (await maker({ project: 'Shop Project' })).plan()).obstacle).toContain('no id of a Neon project');
  });

  it('nothing, where it is stopped while Neon works', async () => {
    neon.operation = [{ status: 'running' }];
    const controller = new AbortController();
    const making = (await maker({}, url, controller.signal)).make();
    await expect
      .poll(() => neon.calls.filter((call) => call.includes('operations')).length, { interval: 5 })
      .toBeGreaterThan(1);
    controller.abort();
    await expect(making).rejects.toMatchObject({ name: 'InterruptedError' });
  });
});

it('a database at Neon is not dumped unasked: it says what to configure', async () => {
  await expect(makerAt(url, undefined)).rejects.toMatchObject({
    code: 'deploy/no-restore-point',
    next: expect.stringContaining('"method": "neon-branch", "project"'),
  });
  expect((await makerAt(url, { method: 'pg-dump' })).method).toBe('pg-dump');
});

function maker(settings: object = {}, at = url, signal?: AbortSignal): Promise<Maker> {
  return makerAt(
    at,
    { method: 'neon-branch', project: `\${PROJECT}`, ...settings },
    {
      environment: { NEON_API_KEY: neon.key, NEON_API_HOST: `${neon.url}/`, PROJECT: project },
      ...(signal && { signal }),
    },
  );
}

/** As somebody pastes them. */
async function run(commands: string[]): Promise<void> {
  const env = { PATH: process.env.PATH, NEON_API_KEY: neon.key };
  for (const command of commands) await promisify(execFile)('bash', ['-c', command], { env });
}
