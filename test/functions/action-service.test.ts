import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { type Answer, said } from '../../functions/action/answers.ts';
import { provenHeaders } from '../../functions/action/proof.ts';
import { asked } from '../../functions/action/service.ts';
import { failureReport } from '../../functions/failure-report.ts';
import { authenticated } from '../../shared/invocation/authentication.ts';
import { LockstepError, UsageError } from '../../shared/model/errors.ts';
import type { Report } from '../../shared/model/report.ts';
import { httpCall, secret, token } from '../answer/desk.ts';
import { whenTheFileEnds } from '../support/endings.ts';

/** A report that says nothing but its verdict. */
function reportWith(verdict: Report['verdict'], more: Partial<Report> = {}): Report {
  const failure = new UsageError('usage/arguments', 'nothing', 'nothing');
  const made = failureReport(failure, { operation: 'check', guards: ['sequences'], target: 'production' });
  const ok = verdict === 'pass' || verdict === 'warn';
  return { ...made, verdict, ok, summary: `it says ${verdict}`, guards: [], findings: [], ...more };
}

const json = { 'content-type': 'application/json' };
type Reply = (request: IncomingMessage, response: ServerResponse, body: string) => void;

/** What comes of a call to a server that answers in this order. `calls`: what it got. */
async function callTo(replies: Reply[], { key = token as string | undefined, mostMs = 20_000 } = {}) {
  const calls: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    calls.push({ method: request.method ?? '', url: request.url ?? '', headers: request.headers, body });
    replies[Math.min(calls.length, replies.length) - 1]?.(request, response, body);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  whenTheFileEnds(() => server.close().closeAllConnections());
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  const told: string[] = [];
  const waiting = { signal: new AbortController().signal, mostMs, tell: (why: string) => void told.push(why) };
  const outcome = asked('check', { guards: ['sequences'] }, { service: { url, secret: key }, waiting });
  return { calls, told, outcome: await outcome.catch((error: unknown) => error) };
}

const send =
  (status: number, body: unknown, headers: Record<string, string> = {}): Reply =>
  (_, response) =>
    void response
      .writeHead(status, { ...json, ...headers })
      .end(typeof body === 'string' ? body : JSON.stringify(body));
const problem = (status: number, code: string, detail: string) =>
  send(status, { title: 'no', status, code, detail, next: 'do this' }, { 'content-type': 'application/problem+json' });

afterEach(() => void vi.unstubAllEnvs());

describe.concurrent('what a deployed Lockstep answers', () => {
  test.each([
    [
      'a page of a proxy',
      send(200, '<html>Please sign in</html>', { 'content-type': 'text/html' }),
      /200 with text\/html, which is no report: <html>Please sign in/,
    ],
    ['an empty page', send(200, ''), /which is no report: it is empty/],
    ['half of a report', send(200, JSON.stringify(reportWith('pass')).slice(0, -3)), /which is no report/],
    ['a report of another operation', send(200, reportWith('pass', { operation: 'verify' })), /which is no report/],
    ['one that is ok and blocks', send(200, reportWith('block', { ok: true })), /which is no report/],
    ['one that passes with a status that does not', send(422, reportWith('pass')), /which is no report/],
    ['202 without an address', send(202, {}), /answered 202/],
    ['a redirection', send(302, '', { location: 'https://example.com/' }), /answered 302/],
    ['a refusal of AWS', send(403, { Message: 'Forbidden' }), /answered 403 .*Forbidden/],
    [
      'a refusal of Lockstep',
      problem(401, 'usage/unauthorized', 'this call does not prove who makes it'),
      /refuses \(401\): this call does not prove/,
    ],
    ['too large a body', problem(413, 'usage/too-large', 'the body has more than 1024 KiB'), /refuses \(413\)/],
    [
      'a report that lies elsewhere',
      send(202, {}, { location: 'https://example.com/reports/check-1' }),
      /nobody else is asked/,
    ],
  ])('%s is an error that says so', async (_, reply, message) => {
    const { outcome, calls } = await callTo([reply]);
    expect(outcome).toBeInstanceOf(LockstepError);
    expect((outcome as LockstepError).message).toMatch(message);
    expect((outcome as LockstepError).exitCode).toBeGreaterThan(1);
    expect(calls.length).toBe(1);
  });

  test('a block is a report, and is not asked for again', async () => {
    const { outcome, calls } = await callTo([send(422, reportWith('block'))]);
    expect(outcome).toMatchObject({ verdict: 'block', ok: false });
    expect(calls).toMatchObject([{ method: 'POST', headers: { authorization: `Bearer ${token}` } }]);
    expect(JSON.parse(calls[0]?.body ?? '')).toEqual({ operation: 'check', guards: ['sequences'] });
  });

  test('what cannot be told of a database that answers is not asked for again', async () => {
    const { outcome, calls } = await callTo([send(503, reportWith('unknown'), { 'retry-after': '0' })]);
    expect([(outcome as Report).verdict, calls.length]).toEqual(['unknown', 1]);
  });

  test('busy, overloaded, broken and cut off: called again as the same delivery, until it answers', async () => {
    const soon = { 'retry-after': '0' };
    const { outcome, calls, told } = await callTo(
      [
        send(409, reportWith('unknown', { findings: [busy] }), soon),
        send(503, 'upstream connect error', { ...soon, 'content-type': 'text/plain' }),
        (_, response) => {
          response.writeHead(200, { ...json, 'content-length': '5000' }).write('{"lockstep":');
          setTimeout(() => response.destroy(), 20);
        },
        send(200, reportWith('warn')),
      ],
      { key: secret },
    );
    expect(outcome).toMatchObject({ verdict: 'warn', ok: true });
    expect(new Set(calls.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(told).toEqual([
      expect.stringContaining('it says unknown'),
      expect.stringContaining('upstream connect error'),
      expect.stringContaining('did not answer, or not to the end'),
    ]);
  });

  test('no longer than it may: what counts then is the last answer, and it does not pass', async () => {
    const busyFor = (seconds: string) =>
      send(409, reportWith('unknown', { findings: [busy] }), { 'retry-after': seconds });
    expect((await callTo([busyFor('0')])).calls.length).toBe(4);
    const { outcome, calls } = await callTo([busyFor('20')], { mostMs: 5_000 });
    expect([(outcome as Report).verdict, calls.length]).toEqual(['unknown', 1]);
    const broken = await callTo([send(500, 'oops', { 'retry-after': '0' })]);
    expect(broken.outcome).toMatchObject({ code: 'lockstep/no-report', exitCode: 3 });
  });

  test('a report that is promised is fetched, with the proof that a call needs', async () => {
    const promise = send(202, { location: '/reports/check-1' }, { location: '/reports/check-1', 'retry-after': '0' });
    const { outcome, calls } = await callTo([promise, promise, send(200, reportWith('pass'))], { key: secret });
    expect(outcome).toMatchObject({ verdict: 'pass' });
    expect(calls.map(({ method, url }) => [method, url])).toEqual([
      ['POST', '/'],
      ['GET', '/reports/check-1'],
      ['GET', '/reports/check-1'],
    ]);
    const [, { headers, body } = { headers: {}, body: '' }] = calls;
    const call = httpCall({ method: 'GET', headers: headers as Record<string, string>, body });
    expect(authenticated(call, { bearer: [], webhook: [secret] }, Date.now()).name).toBe('webhook');
  });

  test('nobody there', async () => {
    const waiting = { signal: new AbortController().signal, mostMs: 1_000, tell: () => {} };
    const calling = (url: string) => asked('check', {}, { service: { url, secret: token }, waiting });
    await expect(calling('http://127.0.0.1:1/')).rejects.toMatchObject({ code: 'lockstep/unreachable', exitCode: 3 });
    await expect(calling('https://user:hunter2@example.com/')).rejects.toThrow(
      /^lambda-url: it holds a user or password$/,
    );
    for (const open of ['http://lockstep.example.com/check', 'http://127.0.0.1.example.com/', 'http://[::2]/'])
      await expect(calling(open)).rejects.toThrow(/^lambda-url: without TLS others could read the secret$/);
    await expect(calling('prod hunter2')).rejects.toThrow(/^lambda-url: it is no address of the web$/);
  });
});

const busy: Report['findings'][number] = {
  ...{ code: 'target/busy', severity: 'warn', unknown: true, message: 'another fix runs', evidence: {} },
  subject: { kind: 'target', name: 'production' },
  remedy: { summary: 'wait', automatic: false },
};

test('whatever answers, only a whole report that is ok passes', () => {
  const good = JSON.stringify(reportWith('pass'));
  const bodies = fc.oneof(
    fc.string(),
    fc.json(),
    fc.nat(good.length - 1).map((end) => good.slice(0, end)),
    fc
      .record({ verdict: fc.constantFrom('pass', 'warn'), ok: fc.boolean(), operation: fc.constant('check') })
      .map((part) => JSON.stringify(part)),
    fc.constantFrom(good, ...(['block', 'unknown'] as const).map((verdict) => JSON.stringify(reportWith(verdict)))),
  );
  const headers = fc.record(
    { 'retry-after': fc.string(), location: fc.webUrl(), 'content-type': fc.string() },
    { requiredKeys: [] },
  );
  fc.assert(
    fc.property(
      fc.record({ status: fc.oneof(fc.constant(200), fc.integer({ min: 200, max: 599 })), headers, body: bodies }),
      (given) => {
        expect(outcomeOf(given) === 'passes').toBe(given.status === 200 && given.body === good);
      },
    ),
    { numRuns: 300 },
  );
});

/** In a word; a pause is never long, and never none. */
function outcomeOf(given: Answer): string {
  try {
    const outcome = said(given, 'check');
    if ('result' in outcome) return outcome.result.ok ? 'passes' : 'fails';
    expect(outcome.afterMs).toBeGreaterThanOrEqual(200);
    expect(outcome.afterMs).toBeLessThanOrEqual(60_000);
    return 'again';
  } catch (error) {
    expect(error).toBeInstanceOf(LockstepError);
    return 'refused';
  }
}

describe('who calls', () => {
  const call = {
    url: new URL('https://abc.lambda-url.eu-central-1.on.aws/'),
    headers: json,
    body: '{}',
    id: 'msg_1',
  } as const;

  test('is proven to AWS where there is no secret, in the region of the function', async () => {
    for (const [name, value] of Object.entries({
      AWS_ACCESS_KEY_ID: 'AKIA',
      AWS_SECRET_ACCESS_KEY: 'k',
      AWS_SESSION_TOKEN: 's',
    }))
      vi.stubEnv(name, value);
    vi.stubEnv('AWS_REGION', 'us-east-1');
    const headers = await provenHeaders({ ...call, method: 'POST' }, undefined);
    expect(headers.authorization).toMatch(
      /^AWS4-HMAC-SHA256 Credential=AKIA\/\d{8}\/eu-central-1\/lambda\/aws4_request, /,
    );
    expect(headers).toMatchObject({ 'x-amz-security-token': 's', 'idempotency-key': 'msg_1' });
  });

  test('is nobody without a secret and credentials', async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', '');
    await expect(provenHeaders({ ...call, method: 'POST' }, undefined)).rejects.toThrow(/nothing proves who calls/);
    await expect(provenHeaders({ ...call, method: 'POST' }, 'whsec_%')).rejects.toThrow(/^secret: /);
  });
});
