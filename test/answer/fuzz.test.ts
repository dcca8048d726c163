import fc from 'fast-check';
import { expect, test } from 'vitest';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { tcpServer } from '../session/tcp.ts';
import { folderWith } from '../support/command.ts';
import { bearer, deskWith, type Sent, send, signature } from './desk.ts';

const names = [
  'authorization',
  'webhook-id',
  'webhook-timestamp',
  'webhook-signature',
  'content-type',
  'prefer',
  'idempotency-key',
  'x-amzn-iam-user-arn',
  '__proto__',
  'host',
];
const oddHeader = fc.oneof(
  fc.string(),
  fc.constantFrom('Bearer x', 'Bearer null', 'respond-async', 'v1,', 'application/json', 'text/html', '1795251600'),
);
const anyBody = fc.oneof(
  fc.string(),
  fc.json(),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
  fc.constantFrom(
    '{}',
    '{"targets":["shop"]}',
    '{"operation":"fix"}',
    '{"targets":["__proto__"]}',
    '{"__proto__":{"targets":["shop"]}}',
    'null',
    'x'.repeat(70_000),
  ),
);
const anyCall = fc.record({
  method: fc.constantFrom('POST', 'POST', 'POST', 'GET', 'PUT', 'HEAD', 'constructor'),
  path: fc.oneof(
    fc.webPath(),
    fc.constantFrom('/', '/reports/', '/reports/check-01J000000000000000000000AB', '/reports/../x'),
  ),
  query: fc.oneof(fc.constant(''), fc.webQueryParameters(), fc.constantFrom('on-fail=200', 'on-fail=500')),
  headers: fc.dictionary(fc.constantFrom(...names), oddHeader),
  body: anyBody,
});
const operation = fc.constantFrom('check', 'fix', 'verify' as const);

/** A desk whose only database counts who connects, and hangs up. */
async function countingDesk() {
  let connections = 0;
  const { url } = await tcpServer((socket) => {
    connections += 1;
    socket.once('data', () => socket.end(refusal));
  });
  const targets = { shop: { url } };
  const desk = deskWith({ targets, limits: { connectSeconds: 0.05 } }, folderArchive(folderWith()));
  return { desk, runs: () => connections };
}

/** A wrong password, which is not tried twice. */
const refusal = Buffer.from('E\0\0\0\x1dSFATAL\0C28P01\0Mnobody\0\0', 'latin1');
refusal.writeInt32BE(refusal.length - 1, 1);

test('without a key nothing but 4xx with problem details, and nothing runs', async () => {
  const { desk, runs } = await countingDesk();
  await fc.assert(
    fc.asyncProperty(operation, anyCall, async (asked, call) => {
      const reply = await send(desk, asked, call as Sent);
      expect([401, 405, 413]).toContain(reply.status);
      expect(reply.headers['content-type']).toBe('application/problem+json');
      expect(Object.keys(reply.json).sort()).toEqual(['code', 'detail', 'next', 'status', 'title']);
    }),
    { numRuns: 1000 },
  );
  expect(runs()).toBe(0);
});

test('with a key nothing but the documented answers', async () => {
  const { desk, runs } = await countingDesk();
  await fc.assert(
    fc.asyncProperty(operation, anyCall, fc.boolean(), async (asked, call, signs) => {
      const proof = signs ? signature(Buffer.from(call.body as string).toString('utf8'), 'msg') : bearer;
      const reply = await send(desk, asked, { ...(call as Sent), headers: { ...call.headers, ...proof } });
      expect([200, 202, 400, 401, 403, 404, 405, 409, 413, 415, 422, 503]).toContain(reply.status);
      // Bytes that are no text cannot be signed.
      if (!signs) expect(reply.status).not.toBe(401);
    }),
    { numRuns: 400 },
  );
  expect(runs()).toBeGreaterThan(0);
});
