import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { describe, expect, test } from 'vitest';
import { authenticated } from '../../shared/invocation/authentication.ts';
import type { HttpCall } from '../../shared/invocation/http.ts';
import { UnauthorizedError } from '../../shared/model/errors.ts';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;
const other = `whsec_${Buffer.alloc(24, 9).toString('base64')}`;
const token = 'a-token-of-more-than-twenty-characters';
const keys = { bearer: ['another-token-of-twenty-characters', token], webhook: [other, secret] };
const now = Date.UTC(2026, 10, 21, 9);

function callWith(headers: Record<string, string>, body: Buffer | string = '{}', iam: string | null = null): HttpCall {
  const common = { method: 'POST', path: '/', query: new URLSearchParams(), origin: null };
  return { ...common, headers, body: Buffer.from(body as string), iam };
}

function signed(body = '{}', { key = secret, at = now, id = 'msg_1' } = {}): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const base64 = createHmac('sha256', Buffer.from(key.slice(6), 'base64'))
    .update(`${id}.${timestamp}.${body}`)
    .digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${base64}` };
}

/** Why a call is refused, as the log has it. */
function reasonFor(call: HttpCall, known = keys): unknown {
  try {
    authenticated(call, known, now);
  } catch (error) {
    expect(error).toBeInstanceOf(UnauthorizedError);
    expect((error as Error).message).toBe('this call does not prove who makes it');
    return (error as Error).cause;
  }
  throw new Error('it was let in');
}

describe('let in is', () => {
  test('whom AWS_IAM let in, without any key', () => {
    const arn = 'arn:aws:iam::123456789012:user/deployer';
    expect(authenticated(callWith({}, '{}', arn), { bearer: [], webhook: [] }, now).name).toBe(arn);
  });

  test.each(['Bearer', 'bearer', 'BEARER '])('a token after "%s", also the second of several', (scheme) => {
    expect(authenticated(callWith({ authorization: `${scheme} ${token}` }), keys, now).name).toBe('bearer');
  });

  test('a signature by any of the secrets, as the package itself makes it', () => {
    const body = '{"targets":["ü"]}';
    const date = new Date(now);
    const headers = { ...signed(), 'webhook-signature': new Webhook(secret).sign('msg_1', date, body) };
    expect(authenticated(callWith(headers, body), keys, now)).toMatchObject({ name: 'webhook', signedId: 'msg_1' });
    expect(authenticated(callWith(signed(body, { key: other }), body), keys, now).name).toBe('webhook');
  });

  test('one good signature among several of a sender that rotates its secrets', () => {
    const headers = signed();
    headers['webhook-signature'] = `v1a,x v1,bad ${headers['webhook-signature']} v2,x`;
    expect(authenticated(callWith(headers), keys, now).name).toBe('webhook');
  });

  test.each([-300, 300])('a clock that is %i seconds off', (seconds) => {
    expect(authenticated(callWith(signed('{}', { at: now + seconds * 1000 })), keys, now).name).toBe('webhook');
  });

  test('no caller under the name of another: identities of tokens differ, and hold none', () => {
    const [one, two] = keys.bearer.map((each) =>
      authenticated(callWith({ authorization: `Bearer ${each}` }), keys, now),
    );
    expect(one?.identity).not.toBe(two?.identity);
    expect(JSON.stringify([one, two])).not.toContain('token-of');
  });
});

/** As curl -u and the user and password of an address are sent. */
function basic(text: string): Record<string, string> {
  return { authorization: `Basic ${Buffer.from(text).toString('base64')}` };
}

test('a token is as good as the password of basic authentication, for callers that can set no header', () => {
  for (const user of ['lockstep', '', 'anybody']) {
    expect(authenticated(callWith(basic(`${user}:${token}`)), keys, now)).toEqual(
      authenticated(callWith({ authorization: `Bearer ${token}` }), keys, now),
    );
  }
});

describe('refused is', () => {
  test.each<[string, Record<string, string>, RegExp]>([
    ['nobody', {}, /no signature was sent/],
    ['another token', { authorization: `Bearer ${token}x` }, /token is none/],
    ['no token', { authorization: 'Bearer ' }, /not "Bearer/],
    ['a token as if it were basic authentication', { authorization: `Basic ${token}` }, /not "Bearer/],
    ['a user without a password', basic(token), /not "Bearer/],
    ['a token as the user', basic(`${token}:`), /not "Bearer/],
    ['another password', basic(`lockstep:${token}x`), /token is none/],
    ['a password with a colon before it', basic(`lockstep::${token}`), /token is none/],
    ['two tokens in one', { authorization: `Bearer ${token}, Bearer ${token}` }, /not "Bearer/],
    ['a replay', signed('{}', { at: now - 301_000 }), /301 s off/],
    ['a call from the future', signed('{}', { at: now + 302_000 }), /-302 s off/],
    ['another body', signed('{"peek":true}'), /other bytes/],
    ['another secret', signed('{}', { key: `whsec_${'B'.repeat(32)}` }), /other bytes/],
    ['another id', { ...signed(), 'webhook-id': 'msg_2' }, /other bytes/],
    ['no id', { ...signed(), 'webhook-id': '' }, /missing/],
    ['a time that is none', { ...signed(), 'webhook-timestamp': '1795251600abc' }, /seconds/],
    ['an empty signature', { ...signed(), 'webhook-signature': 'v1,' }, /other bytes/],
    [
      'a signature of another version',
      { ...signed(), 'webhook-signature': signed()['webhook-signature']?.replace('v1', 'v2') ?? '' },
      /other bytes/,
    ],
    ['whoever says that IAM let it in', { 'x-amzn-iam-user-arn': 'arn:aws:iam::1:root', iam: 'x' }, /no signature/],
  ])('%s', (_, headers, reason) => {
    expect(reasonFor(callWith(headers))).toMatch(reason);
  });

  test('everybody where no keys are set up', () => {
    const none = { bearer: [], webhook: [] };
    expect(reasonFor(callWith({ authorization: `Bearer ${token}` }), none)).toMatch(/no keys are set up/);
    expect(reasonFor(callWith({ authorization: 'Bearer undefined' }), none)).toMatch(/no keys are set up/);
  });

  test('a body with other bytes that read as the same text', () => {
    const bytes = Buffer.from([0x22, 0xff, 0x22]);
    const headers = signed(bytes.toString('utf8'));
    expect(reasonFor(callWith(headers, Buffer.from([0x22, 0xfe, 0x22])))).toMatch(/not UTF-8/);
  });

  test('whatever anybody makes up', () => {
    const name = fc.constantFrom('authorization', 'webhook-id', 'webhook-timestamp', 'webhook-signature', 'cookie');
    const stamp = fc.constantFrom(String(now / 1000), '0', '9'.repeat(400));
    const value = fc.oneof(fc.string(), stamp, fc.constantFrom(`Bearer ${secret}`, 'v1,', 'v1, v1,', 'msg_1'));
    fc.assert(
      fc.property(fc.dictionary(name, value), fc.string(), (headers, body) => {
        expect(() => authenticated(callWith(headers, body), keys, now)).toThrow(UnauthorizedError);
      }),
    );
  });
});
