import { isUtf8 } from 'node:buffer';
import { createHash, timingSafeEqual } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { UnauthorizedError } from '../model/errors.ts';
import type { HttpCall } from './http.ts';

/** What callers may prove themselves by; several of each are valid at once, so that they can be rotated. */
export interface Keys {
  bearer: string[];
  /** whsec_ secrets of Standard Webhooks */
  webhook: string[];
}

/** Who calls, as far as that is proven. */
export interface Who {
  /** for the log: "bearer", "webhook", or the ARN that AWS_IAM let in */
  name: string;
  /** tells callers apart without being a secret itself */
  identity: string;
  /** the signed id of a delivery; null where the caller did not sign */
  signedId: string | null;
}

/** How far the clock of a sender may be off, either way, in seconds. */
const toleranceSeconds = 300;

/**
 * Who makes this call: let in by AWS_IAM, or proven by one of `keys` at `now` (milliseconds since the epoch). IAM counts
 * only where AWS says so in the event itself; no header or body can claim it.
 * @throws UnauthorizedError whose `cause` says why, for the log; its message, for the caller, never does
 */
export function authenticated(call: HttpCall, keys: Keys, now: number): Who {
  if (call.iam !== null) return { name: call.iam, identity: call.iam, signedId: null };
  const reasons: string[] = [];
  const who = byBearer(call, keys, reasons) ?? bySignature(call, keys, { reasons, now });
  if (who) return who;
  if (keys.bearer.length + keys.webhook.length === 0) throw refused('no keys are set up, so everything is refused');
  throw refused(reasons.join('; ') || 'neither a token nor a signature was sent');
}

function refused(reason: string): UnauthorizedError {
  return new UnauthorizedError(
    'usage/unauthorized',
    'this call does not prove who makes it',
    'send "authorization: Bearer <token>", or sign the body by Standard Webhooks; the log of the service says what is wrong',
    { cause: reason },
  );
}

function byBearer({ headers }: HttpCall, { bearer }: Keys, reasons: string[]): Who | undefined {
  const given = tokenIn(headers.authorization ?? '');
  if (given === undefined) {
    if (headers.authorization !== undefined) {
      reasons.push('the authorization header is not "Bearer <token>", nor Basic with the token as the password');
    }
    return undefined;
  }
  const matches = bearer.filter((token) => equal(given, token));
  if (matches.length > 0)
    return { name: 'bearer', identity: `bearer ${digest(given).toString('hex')}`, signedId: null };
  reasons.push('the bearer token is none of those that are set up');
  return undefined;
}

/**
 * The token, also as the password of Basic authentication (RFC 7617): who can set no header, as Flagger, can write it into the
 * address, https://lockstep:<token>@host/check, and what calls sends it as a header.
 */
function tokenIn(authorization: string): string | undefined {
  const [, scheme = '', value = ''] = /^(bearer|basic) +(\S+) *$/i.exec(authorization) ?? [];
  if (scheme.toLowerCase() !== 'basic') return value || undefined;
  return /^[^:]*:(.+)$/s.exec(Buffer.from(value, 'base64').toString('utf8'))?.[1];
}

function bySignature(
  { headers, body }: HttpCall,
  { webhook }: Keys,
  { reasons, now }: { reasons: string[]; now: number },
): Who | undefined {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  const refuse = (reason: string) => void reasons.push(reason);
  if (signature === undefined) return refuse('no signature was sent');
  if (!id || !timestamp) return refuse('webhook-id or webhook-timestamp is missing');
  if (!/^\d{1,12}$/.test(timestamp)) return refuse('webhook-timestamp is not in seconds');
  const late = Math.floor(now / 1000) - Number(timestamp);
  if (Math.abs(late) > toleranceSeconds) return refuse(`webhook-timestamp is ${late} s off`);
  // The package signs text: bytes that are no UTF-8 would all look like the same replacement character.
  if (!isUtf8(body)) return refuse('the body is not UTF-8');
  const given = signature.split(' ').filter((each) => each.startsWith('v1,'));
  const date = new Date(Number(timestamp) * 1000);
  const expected = webhook.map((secret) => new Webhook(secret).sign(id, date, body.toString('utf8')));
  const matches = expected.filter((each) => given.filter((one) => equal(one, each)).length > 0);
  if (matches.length > 0) return { name: 'webhook', identity: 'webhook', signedId: id };
  return refuse('the signature is of none of the secrets that are set up, or of other bytes');
}

/** In a time that says nothing: digests are of one length, and all of each is compared. */
function equal(one: string, other: string): boolean {
  return timingSafeEqual(digest(one), digest(other));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
