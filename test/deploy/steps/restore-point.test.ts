import { beforeEach, expect, test, vi } from 'vitest';
import { RefusedError } from '../../../shared/model/errors.ts';
import type { RestorePoint } from '../../../shared/model/restore-point.ts';
import type { Maker } from '../../../shared/restore/index.ts';
import { database } from '../../support/database.ts';
import { type DeployWish, deploying } from '../deploying.ts';

const asked = vi.hoisted(() => ({ maker: {} as Partial<Maker>, targets: [] as string[] }));
vi.mock('../../../shared/restore/index.ts', () => ({
  async makerFor(target: { name: string }) {
    asked.targets.push(target.name);
    return asked.maker;
  },
}));

const point: RestorePoint = {
  id: 'br-1',
  method: 'neon-branch',
  target: 'production',
  place: 'branch lockstep-1 of project shop',
  at: '2026-11-21T21:00:00.000Z',
  expiresAt: null,
  back: ['# as an administrator', 'neonctl branches restore main br-1', 'then this'],
  loses: 'everything that was written since 21:00',
};
const noWay = () => new RefusedError('deploy/no-restore-point', 'the key is wrong', 'set NEON_API_KEY');
const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)', { forFile: true });

function deployingWith(maker: Partial<Maker>, command: string[], wish: DeployWish = {}) {
  asked.maker = { prune: async () => [], ...maker };
  return deploying(shop, command, { withoutRestorePoint: false, ...wish });
}

beforeEach(() => asked.targets.splice(0));

test('a restore point is made before the command, and the commands back to it are told whatever comes of it', async () => {
  const good = await deployingWith({ make: async () => point }, ['true']);
  expect(good.story).toMatchObject({ outcome: 'succeeded', restorePoint: point, back: point.back });
  expect(good.story.steps[4]?.message).toBe(
    'branch lockstep-1 of project shop; going back to it loses everything that was written since 21:00',
  );
  expect(good.lines).toContain('to go back: neonctl branches restore main br-1 && then this');
  const bad = await deployingWith({ make: async () => point }, ['false']);
  expect(bad.story).toMatchObject({ outcome: 'failed', back: point.back });
  expect(asked.targets).toEqual(['production', 'production']);
});

test('one that cannot be made stops the deploy before the command', async () => {
  const make = async () => {
    throw noWay();
  };
  const { report, story } = await deployingWith({ make }, ['true']);
  expect(story).toMatchObject({ outcome: 'refused', state: ['nothing was changed'], restorePoint: null, back: [] });
  expect(report).toMatchObject({ verdict: 'block', summary: 'not deployed to production: the key is wrong' });
  expect(report.findings[0]?.remedy.summary).toBe('set NEON_API_KEY; or deploy without one: --no-restore-point');
  expect(story.steps[5]?.status).toBe('not-reached');
  const without = await deployingWith({ make }, ['true'], { withoutRestorePoint: true });
  expect(without.story).toMatchObject({
    outcome: 'succeeded',
    steps: expect.arrayContaining([expect.objectContaining({ step: 'restore-point', status: 'skipped' })]),
  });
});

test('old ones that cannot be removed are told, and stop nothing', async () => {
  const prune = async () => {
    throw noWay();
  };
  const { story, lines } = await deployingWith({ make: async () => point, prune }, ['true']);
  expect(story.outcome).toBe('succeeded');
  expect(lines).toContain('old restore points could not be removed: the key is wrong');
  const pruned = await deployingWith(
    { make: async () => point, prune: async () => [{ ...point, place: 'branch old' }] },
    ['true'],
  );
  expect(pruned.lines).toContain('removed an old restore point: branch old');
});

test('Ctrl-C while it is made: it is named, nothing was changed, and the state is read all the same', async () => {
  const controller = new AbortController();
  const make = async () => {
    controller.abort();
    return point;
  };
  const { report, story } = await deployingWith({ make }, ['true'], { house: { signal: controller.signal } });
  expect(story).toMatchObject({
    outcome: 'interrupted',
    state: ['nothing was changed; the restore point br-1 was made'],
    back: point.back,
  });
  expect(story.forward).toEqual([expect.stringMatching(/^lockstep deploy /)]);
  expect(report.operation).toBe('verify');
  expect(report.verdict).toBe('unknown');
});

test('a plan says what would be made, and what is in the way of it', async () => {
  const plan = (obstacle: string | null) => async () => ({
    sentence: 'a branch is made',
    back: ['go back <id>'],
    obstacle,
  });
  const free = await deployingWith({ plan: plan(null) }, ['true'], { plan: true });
  expect(free.story).toMatchObject({ back: ['go back <id>'], restorePoint: null });
  expect(free.story.steps[4]).toMatchObject({ status: 'planned', message: 'a branch is made' });
  const stopped = await deployingWith({ plan: plan('the disk is full') }, ['true'], { plan: true });
  expect(stopped.report).toMatchObject({
    verdict: 'block',
    summary: 'would not deploy to production: no restore point could be made: the disk is full',
  });
});
