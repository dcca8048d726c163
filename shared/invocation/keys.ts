import * as z from 'zod';
import { UsageError } from '../model/errors.ts';
import type { Keys } from './authentication.ts';

const shortestToken = 20;
/** Standard Webhooks 1.0.0: 24 to 64 random bytes */
const shortestSecret = 24;

const listed = z
  .union([z.string(), z.array(z.string())])
  .optional()
  .transform((value) => (value === undefined ? [] : [value].flat()));
const keysSchema = z.strictObject({ bearer: listed, webhook: listed });

/**
 * Keys as a secret holds them: `{ "bearer": ["..."], "webhook": "whsec_..." }`, both optional, each one text or several.
 * @throws UsageError that names the wrong keys of the object and never repeats a value
 */
export function keysFrom(text: string, source: string): Keys {
  const refuse = (reason: string) =>
    new UsageError(
      'usage/configuration',
      `${source} ${reason}`,
      'put {"bearer": ["..."], "webhook": ["whsec_..."]} there',
    );
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    throw refuse('is not JSON');
  }
  const result = keysSchema.safeParse(content);
  if (result.success) return result.data;
  throw refuse('is not an object with "bearer" and "webhook", each a text or a list of texts');
}

/**
 * The keys that are strong enough to be used, and a sentence on each of the others: a token is of 20 characters or more
 * without spaces, a webhook secret the base64 of 24 bytes or more.
 */
export function strongKeys(keys: Keys): { keys: Keys; complaints: string[] } {
  const tokens = sorted(keys.bearer, isStrongToken);
  const secrets = sorted(keys.webhook, isStrongSecret);
  const complaints = [
    ...tokens.weak.map((place) => `bearer token ${place} is refused: it needs ${shortestToken} visible characters`),
    ...secrets.weak.map(
      (place) => `webhook secret ${place} is refused: it needs the base64 of ${shortestSecret} bytes`,
    ),
  ];
  return { keys: { bearer: tokens.strong, webhook: secrets.strong }, complaints };
}

function sorted(values: string[], isStrong: (value: string) => boolean): { strong: string[]; weak: number[] } {
  const weak = values.flatMap((value, index) => (isStrong(value) ? [] : [index + 1]));
  return { strong: values.filter(isStrong), weak };
}

function isStrongToken(token: string): boolean {
  return /^[\x21-\x7e]+$/.test(token) && token.length >= shortestToken;
}

function isStrongSecret(secret: string): boolean {
  const base64 = secret.replace(/^whsec_/, '');
  const isBase64 = /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && base64.length % 4 === 0;
  return isBase64 && Buffer.from(base64, 'base64').length >= shortestSecret;
}
