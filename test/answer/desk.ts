import { createHmac, randomUUID } from 'node:crypto';
import type { Desk, Door } from '../../shared/answer/desk.ts';
import { keyringFrom } from '../../shared/answer/keyring.ts';
import { answerLater } from '../../shared/answer/later.ts';
import { answer } from '../../shared/answer.ts';
import type { HttpCall } from '../../shared/invocation/http.ts';
import { type Log, silent } from '../../shared/model/house.ts';
import type { Operation } from '../../shared/model/report.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import type { Archive } from '../../shared/publish/archive/archive.ts';

export const token = 'the-bearer-token-of-the-tests';
export const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

export interface Line {
  level: 'info' | 'error';
  message: string;
  fields: Record<string, unknown>;
}

/** A log that a test can read. */
export function notebook(): { log: Log; lines: Line[] } {
  const lines: Line[] = [];
  const write = (level: Line['level']) => (message: string, fields: Record<string, unknown>) =>
    void lines.push({ level, message, fields });
  return { log: { info: write('info'), error: write('error') }, lines };
}

/** A desk with the keys of the tests, and what it logged. */
export function deskWith(settings: SettingsInput, archive: Archive | null = null): Desk & { lines: Line[] } {
  const parsed = settingsSchema.parse({ auth: { bearer: [token], webhook: [secret] }, ...settings });
  const { log, lines } = notebook();
  const environment = {};
  const keyring = keyringFrom({ settings: parsed, environment, log });
  return { settings: parsed, environment, channels: [], log, keyring, archive, lines };
}

export function door(desk: Desk, operation: Operation, more: Partial<Door> = {}): Door {
  const made: Door = {
    house: { signal: new AbortController().signal, progress: silent },
    name: 'test',
    requestId: randomUUID(),
    base: '',
    inTurn: (work) => work(),
    later: async (deferred) => void answerLater(deferred, operation, { desk, door: made }),
    ...more,
  };
  return made;
}

export interface Sent extends Partial<Omit<HttpCall, 'body' | 'query'>> {
  body?: string | Buffer;
  query?: string;
}

export const bearer = { authorization: `Bearer ${token}` };

/** A call as a client sends it, by default with the token and nothing else. */
export function httpCall({ body = '', query = '', ...rest }: Sent = {}): HttpCall {
  const common = { method: 'POST', path: '/', headers: bearer, iam: null, origin: null };
  return { ...common, ...rest, query: new URLSearchParams(query), body: Buffer.from(body as string) };
}

/** Sends a call, and reads the answer. */
export async function send(desk: Desk, operation: Operation, sent: Sent = {}, more: Partial<Door> = {}) {
  const reply = await answer(httpCall(sent), operation, { desk, door: door(desk, operation, more) });
  return { ...reply, json: JSON.parse(reply.body) };
}

/** The headers of a signed call. */
export function signature(body: string, id: string, at = Date.now()): Record<string, string> {
  const timestamp = String(Math.floor(at / 1000));
  const hmac = createHmac('sha256', Buffer.from(secret.slice(6), 'base64')).update(`${id}.${timestamp}.${body}`);
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${hmac.digest('base64')}` };
}
