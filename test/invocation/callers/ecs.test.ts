import { beforeAll, describe, expect, test } from 'vitest';
import { database } from '../../support/database.ts';
import { sampleOf } from '../sample.ts';
import { behind, clockAt, deskFor, invoked, type Place, place, takeLock } from './gates.ts';

let at: Place;
beforeAll(async () => {
  at = await place();
});

const sample = sampleOf('ecs') as { executionDetails: Record<string, string> };
const target = sample.executionDetails.targetServiceRevisionArn ?? '';
const blue = target.replace(/\d+$/, '1920498462936580504');

/** The documented event, asking something, at a stage. */
function hook(hookDetails: unknown, lifecycleStage = 'PRE_SCALE_UP', weights: Record<string, number> = {}) {
  const shifts = lifecycleStage.includes('TEST_') ? 'testTrafficWeights' : 'productionTrafficWeights';
  const executionDetails = { ...sample.executionDetails, [shifts]: weights };
  return { ...sample, lifecycleStage, executionDetails, hookDetails };
}

interface Waiting {
  hookStatus: string;
  callBackDelay: number;
  hookDetails: { lockstep: { since: number } };
}

describe('a deployment', () => {
  test.each(['good', 'shop'] as const)('goes on or is rolled back as its database is: %s', async (name) => {
    const desk = deskFor(at);
    const hookStatus = name === 'good' ? 'SUCCEEDED' : 'FAILED';
    expect(await invoked(desk, 'check', hook({ targets: [name] }))).toEqual({ hookStatus });
    expect(desk.lines.at(-1)?.fields).toMatchObject({ caller: 'ecs', targets: [name] });
  });

  test('is gated by its verify as well, and by details that CloudFormation keeps as a text', async () => {
    const details = JSON.stringify({ targets: ['good'], peek: true });
    expect(await invoked(deskFor(at), 'verify', hook(details))).toEqual({ hookStatus: 'SUCCEEDED' });
  });

  test.each([
    ['an option that there is not', { target: 'good' }],
    ['another operation', { operation: 'fix', targets: ['good'] }],
    ['a database of its own choice', { url: 'postgres://app:hunter2@127.0.0.1:1/b' }],
    ['no object', ['good']],
    ['no JSON', 'hunter2'],
  ])('that asks for %s is rolled back, and the log says why', async (_, details) => {
    const desk = deskFor(at);
    expect(await invoked(desk, 'check', hook(details))).toEqual({ hookStatus: 'FAILED' });
    expect(desk.lines.at(-1)?.message).toMatch(/^refused: /);
    expect(JSON.stringify(desk.lines)).not.toContain('hunter2');
  });
});

describe('a database that could not be told', () => {
  test('is asked again every 30 seconds, with what was asked, for ten minutes and no longer', async () => {
    const desk = deskFor(at);
    const began = Date.now();
    const first = (await invoked(desk, 'check', hook({ targets: ['down'] }))) as Waiting;
    expect(first).toMatchObject({ hookStatus: 'IN_PROGRESS', callBackDelay: 30, hookDetails: { targets: ['down'] } });
    const { since } = first.hookDetails.lockstep;
    expect(Math.abs(since - began)).toBeLessThan(1000);
    clockAt(since + 9 * 60_000);
    const next = (await invoked(desk, 'check', hook(first.hookDetails))) as Waiting;
    expect(next).toEqual(first);
    clockAt(since + 9.6 * 60_000);
    expect(await invoked(desk, 'check', hook(next.hookDetails))).toEqual({ hookStatus: 'FAILED' });
  });

  test.each([
    { since: Date.now() + 86_400_000 },
    { since: -1 },
    { since: '0' },
    {},
    null,
    'now',
    { since: 0, more: 1 },
  ])('is not waited for where what we remember was not written by us: %j', async (lockstep) => {
    const answer = await invoked(deskFor(at), 'check', hook({ targets: ['down'], lockstep }));
    expect(answer).toEqual({ hookStatus: 'FAILED' });
  });

  test('passes as soon as it can be told', async () => {
    const details = { targets: ['good'], lockstep: { since: Date.now() - 60_000 } };
    expect(await invoked(deskFor(at), 'check', hook(details))).toEqual({ hookStatus: 'SUCCEEDED' });
  });
});

describe('fix', () => {
  test('waits while another one runs, and repairs when it is through; a replay changes nothing again', async () => {
    const own = await database(behind);
    const desk = deskFor(at, { targets: { own: { url: own.url } } });
    const holder = await own.connect();
    await holder.query(takeLock);
    const ask = hook({ targets: ['own'], guards: ['sequences'] });
    const waiting = (await invoked(desk, 'fix', ask)) as Waiting;
    expect(waiting).toMatchObject({ hookStatus: 'IN_PROGRESS' });
    await holder.query('ROLLBACK');
    const again = { ...ask, hookDetails: waiting.hookDetails };
    expect(await invoked(desk, 'fix', again)).toEqual({ hookStatus: 'SUCCEEDED' });
    await own.query("SELECT setval('orders_id_seq', 1)");
    expect(await invoked(desk, 'fix', again)).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(await own.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('that was begun and could not be told is not begun again', async () => {
    const own = await database(behind);
    const desk = deskFor(at, { targets: { own: { url: own.url } } });
    const holder = await own.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    expect(await invoked(desk, 'fix', hook({ guards: ['sequences'] }))).toEqual({ hookStatus: 'FAILED' });
    expect(desk.lines.at(-1)?.fields.verdict).toBe('unknown');
  });
});

describe('a rollback', () => {
  test('is never held up: all test traffic moves to the revision before', async () => {
    const desk = deskFor(at);
    const event = hook({ targets: ['shop'] }, 'TEST_TRAFFIC_SHIFT', { [target]: 0, [blue]: 100 });
    expect(await invoked(desk, 'check', event)).toEqual({ hookStatus: 'SUCCEEDED' });
    expect(desk.lines).toMatchObject([
      { message: expect.stringMatching(/^nothing to run: .*rolling back/), fields: { caller: 'ecs' } },
    ]);
  });

  test.each([
    ['test traffic moves to the target', 'TEST_TRAFFIC_SHIFT', { [target]: 100, [blue]: 0 }],
    ['maybe the first step of production traffic', 'PRODUCTION_TRAFFIC_SHIFT', { [target]: 0, [blue]: 100 }],
    ['a step of a canary', 'PRODUCTION_TRAFFIC_SHIFT', { [target]: 10, [blue]: 90 }],
    ['before a shift', 'PRE_PRODUCTION_TRAFFIC_SHIFT', { [target]: 0, [blue]: 100 }],
    ['no other revision', 'TEST_TRAFFIC_SHIFT', { [target]: 0 }],
    ['no weights', 'TEST_TRAFFIC_SHIFT', {}],
  ])('is not what this looks like: %s', async (_, stage, weights) => {
    const event = hook({ targets: ['shop'] }, stage, weights as Record<string, number>);
    expect(await invoked(deskFor(at), 'check', event)).toEqual({ hookStatus: 'FAILED' });
  });
});
