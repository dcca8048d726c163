import { expect, test } from 'vitest';
import { route } from '../../functions/serve/route.ts';
import { runsOf } from '../../functions/serve/runs.ts';
import { problemFrom } from '../../shared/answer/problem.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { bearer, deskWith, httpCall } from '../answer/desk.ts';
import { tcpServer } from '../session/tcp.ts';
import { folderWith } from '../support/command.ts';

/** Twenty that run until they are let go, and two hundred that wait. */
function full() {
  const runs = runsOf();
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const at = { running: 0, most: 0 };
  const work = async () => {
    at.running += 1;
    at.most = Math.max(at.most, at.running);
    await ended;
    at.running -= 1;
    return 'done';
  };
  return { runs, end, at, work, accepted: Array.from({ length: 220 }, () => runs.inTurn(work)) };
}

test('twenty run at once, two hundred wait, and whoever comes then is asked to come again', async () => {
  const { runs, end, at, work, accepted } = full();
  const refusal = await runs.inTurn(work).catch((error: unknown) => error);
  expect(problemFrom(refusal)).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  end();
  expect(new Set(await Promise.all(accepted))).toEqual(new Set(['done']));
  expect(at.most).toBe(20);
});

test('nobody is promised an answer that then is refused', async () => {
  const { runs, end, accepted } = full();
  const { url } = await tcpServer((socket) => void socket.end());
  const desk = deskWith({ targets: { shop: { url } }, limits: { connectSeconds: 0.1 } }, folderArchive(folderWith()));
  const headers = { ...bearer, prefer: 'respond-async', 'idempotency-key': 'a' };
  const ask = () => route(httpCall({ path: '/fix', headers }), { desk, runs, signal: new AbortController().signal });
  expect(await ask()).toMatchObject({ status: 503, headers: { 'retry-after': '5' } });
  end();
  await Promise.all(accepted);
  // The delivery that was refused is as good as new.
  expect((await ask()).status).toBe(202);
  await runs.idle();
  expect(desk.lines.at(-1)?.fields).toMatchObject({ operation: 'fix', verdict: 'unknown' });
});

test('what comes while the others end is waited for as well', async () => {
  const runs = runsOf();
  let done = false;
  runs.aside(async () => {
    await Promise.resolve();
    runs.aside(async () => {
      await new Promise((next) => setTimeout(next, 20));
      done = true;
    });
  });
  await runs.idle();
  expect(done).toBe(true);
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
