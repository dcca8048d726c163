import { expect, test } from 'vitest';
import { runsOf } from '../../functions/serve/runs.ts';
import { problemFrom } from '../../shared/answer/problem.ts';

test('twenty run at once, two hundred wait, and whoever comes then is asked to come again', async () => {
  const runs = runsOf();
  let running = 0;
  let most = 0;
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const work = async () => {
    most = Math.max(most, ++running);
    await ended;
    running -= 1;
    return 'done';
  };
  const accepted = Array.from({ length: 20 }, () => runs.inTurn(work));
  await Promise.resolve();
  while (running < 20) await new Promise((done) => setImmediate(done));
  accepted.push(...Array.from({ length: 200 }, () => runs.inTurn(work)));
  const refusal = await runs.inTurn(work).catch((error: unknown) => error);
  expect(problemFrom(refusal)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  end();
  expect(new Set(await Promise.all(accepted))).toEqual(new Set(['done']));
  expect(most).toBe(20);
});

test('what runs aside is waited for, even if it fails', async () => {
  const runs = runsOf();
  let done = false;
  runs.aside(async () => {
    await new Promise((next) => setTimeout(next, 20));
    done = true;
    throw new Error('lost');
  });
  await runs.idle();
  expect(done).toBe(true);
});
