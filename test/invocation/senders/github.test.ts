import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { HttpCall } from '../../../shared/invocation/http.ts';
import {
  deliveryOf,
  isFromGitHub,
  requireSignature,
  waitingDeployment,
} from '../../../shared/invocation/senders/github.ts';
import { UnauthorizedError, UsageError } from '../../../shared/model/errors.ts';
import { delivery, signatureOf, waiting, webhookSecret } from '../../support/github-delivery.ts';
import { sampleOf } from '../sample.ts';

const api = 'https://api.github.com';

function call({ headers = {}, body = '' }: { headers?: Record<string, string>; body?: string | Buffer }): HttpCall {
  const bytes = Buffer.from(body as string);
  return { method: 'POST', path: '/', query: new URLSearchParams(), headers, body: bytes, iam: null, origin: null };
}

const read = (payload: unknown, at = api) => waitingDeployment(call(delivery(payload)), at);

describe('a signature of GitHub', () => {
  test('is the one of its documentation', () => {
    const vector = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';
    const sent = call({ headers: { 'x-hub-signature-256': vector }, body: 'Hello, World!' });
    expect(() => requireSignature(sent, ["It's a Secret to Everybody"])).not.toThrow();
    expect(() => requireSignature(sent, ['another secret', "It's a Secret to Everybody"])).not.toThrow();
    expect(() => requireSignature(sent, ["It's a secret to Everybody"])).toThrow(UnauthorizedError);
    expect(() => requireSignature(sent, [])).toThrow(UnauthorizedError);
  });

  test.each([
    ['none', undefined],
    ['an empty one', ''],
    ['one by SHA-1', `sha1=${'0'.repeat(40)}`],
    ['one without its name', signatureOf('{}').slice(7)],
    ['in capital letters', signatureOf('{}').toUpperCase()],
    ['one cut off', signatureOf('{}').slice(0, -1)],
    ['one too long', `${signatureOf('{}')}0`],
    ['two', `${signatureOf('{}')}, ${signatureOf('{}')}`],
    ['of another secret', signatureOf('{}', 'another secret, long enough')],
  ])('that is %s proves nothing', (_, signature) => {
    const headers: Record<string, string> = signature === undefined ? {} : { 'x-hub-signature-256': signature };
    expect(() => requireSignature(call({ headers, body: '{}' }), [webhookSecret])).toThrow(UnauthorizedError);
  });

  test('is of these bytes and no others', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1 }), fc.nat(), (bytes, at) => {
        const body = Buffer.from(bytes);
        const headers = { 'x-hub-signature-256': signatureOf(body) };
        requireSignature(call({ headers, body }), [webhookSecret]);
        const changed = Buffer.from(body);
        changed[at % body.length] = (changed[at % body.length] ?? 0) ^ 1;
        expect(() => requireSignature(call({ headers, body: changed }), [webhookSecret])).toThrow(UnauthorizedError);
        const shorter = body.subarray(1);
        expect(() => requireSignature(call({ headers, body: shorter }), [webhookSecret])).toThrow(UnauthorizedError);
      }),
    );
  });

  test('never tells the caller what is wrong with it, only the log', () => {
    try {
      requireSignature(call({ body: '{}' }), [webhookSecret]);
    } catch (error) {
      expect(String(error)).not.toContain('x-hub');
      expect((error as Error).cause).toContain('x-hub-signature-256 is missing');
    }
    expect.hasAssertions();
  });
});

describe('a deployment that waits', () => {
  test('is read from what GitHub sends, and from the sample', () => {
    const callback = {
      repository: 'octo-org/shop',
      repositoryId: 186853002,
      runId: 1234567890,
      installation: 5,
      environment: 'production',
    };
    const url = 'https://github.com/octo-org/shop/actions/runs/1234567890';
    expect(read(waiting())).toEqual({
      callback,
      deploy: { sha: '0f3a9b1c0f3a9b1c0f3a9b1c0f3a9b1c0f3a9b1c', ref: 'main', actor: 'octocat', url },
    });
    const sample = sampleOf('github', 'senders');
    expect(read(sample)).toEqual({ callback, deploy: { sha: '0f3a9b1c', ref: 'main', actor: 'octocat', url } });
    expect(read(waiting({ without: ['deployment', 'event', 'pull_requests'] }))?.deploy).toEqual({
      actor: 'octocat',
      url,
    });
  });

  test('nothing else asks for a decision', () => {
    const other = (event: string, payload: unknown) => waitingDeployment(call(delivery(payload, { event })), api);
    expect(other('ping', { zen: 'Keep it logically awesome.' })).toBeNull();
    expect(other('push', waiting())).toBeNull();
    expect(read({ ...waiting(), action: 'completed' })).toBeNull();
    expect(isFromGitHub(call({}))).toBe(false);
    expect(isFromGitHub(call(delivery({})))).toBe(true);
  });

  test('whom nobody could answer is refused, though the schema lets GitHub leave that out', () => {
    for (const key of ['environment', 'deployment_callback_url', 'installation']) {
      expect(() => read(waiting({ without: [key] })), key).toThrow(UsageError);
    }
  });

  const path = '/repos/octo-org/shop/actions/runs/1234567890/deployment_protection_rule';
  test.each([
    ['the host of somebody else', `https://evil.example${path}`],
    ['a host that begins alike', `https://api.github.com.evil.tld${path}`],
    ['a user that looks like the host', `https://api.github.com@evil${path}`],
    ['a user', `https://user@api.github.com${path}`],
    ['another port', `https://api.github.com:8443${path}`],
    ['no TLS', `http://api.github.com${path}`],
    ['another scheme', `file:///api.github.com${path}`],
    ['backslashes', `https:\\\\api.github.com${path}`],
    ['a line break', `https://api.github.com\n${path}`],
    ['another repository', `https://api.github.com${path.replace('octo-org', 'evil')}`],
    ['a way up', `https://api.github.com/repos/octo-org/shop/../../evil${path}`],
    ['a query', `https://api.github.com${path}?x=${path}`],
    ['a fragment', `https://evil.example/#https://api.github.com${path}`],
    ['another endpoint', 'https://api.github.com/repos/octo-org/shop/actions/runs/1/approve'],
    ['no run', `https://api.github.com${path.replace('1234567890', 'x')}`],
    ['a run of too many digits', `https://api.github.com${path.replace('1234567890', '9'.repeat(30))}`],
    ['nothing', ''],
  ])('is answered nowhere else: %s is refused', (_, callback) => {
    expect(() => read(waiting({ callback }))).toThrow(/deployment_callback_url/);
  });

  test('whatever the address is, only the run of its own repository is answered', () => {
    const part = fc.constantFrom(
      'https://',
      'http://',
      'api.github.com',
      'evil.tld',
      '@',
      ':',
      '/',
      '..',
      path,
      '?',
      '#',
      '%2f',
      '\\',
    );
    fc.assert(
      fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
        const callback = parts.join('');
        if (callback === `https://api.github.com${path}`) return;
        expect(() => read(waiting({ callback }))).toThrow(UsageError);
      }),
    );
  });

  test('of GitHub Enterprise Server is answered there', () => {
    const own = 'https://github.example.com/api/v3';
    expect(read(waiting({ api: own }), own)?.callback.runId).toBe(1234567890);
    expect(read(waiting({ api: own }), `${own}/`)?.callback.runId).toBe(1234567890);
    expect(() => read(waiting({ api: own }))).toThrow(/deployment_callback_url/);
    expect(() => read(waiting({ api: 'https://github.example.com' }), own)).toThrow(/deployment_callback_url/);
  });

  test('that is no JSON, or of another shape, is refused without repeating it', () => {
    const broken = JSON.stringify(waiting()).slice(0, -20);
    for (const body of [
      broken,
      '[]',
      'null',
      '',
      'payload=%7B%7D',
      '{"action":"requested","repository":{"id":"hunter2"}}',
    ]) {
      const headers = { 'x-github-event': 'deployment_protection_rule' };
      expect(() => waitingDeployment(call({ headers, body }), api)).toThrow(UsageError);
      expect(() => waitingDeployment(call({ headers, body }), api)).not.toThrow(/hunter2/);
    }
  });
});

test('a delivery has an id', () => {
  expect(deliveryOf(call({ headers: { 'x-github-delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958' } }))).toMatch(
    /^72d3/,
  );
  for (const id of ['', 'a b', 'x'.repeat(101), '../../calls']) {
    expect(() => deliveryOf(call({ headers: { 'x-github-delivery': id } }))).toThrow(UsageError);
  }
});
