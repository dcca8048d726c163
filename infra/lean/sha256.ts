import { createHmac } from 'node:crypto';

/** Stands in for `fast-sha256`, which `standardwebhooks` takes because browsers have no crypto of Node's. */
export function hmac(key: Uint8Array, data: Uint8Array): Uint8Array {
  return createHmac('sha256', key).update(data).digest();
}
