import { isUtf8 } from 'node:buffer';
import type { Who } from '../invocation/authentication.ts';
import type { HttpCall } from '../invocation/http.ts';
import { askOfFlagger } from '../invocation/senders/flagger.ts';
import { UsageError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import { askSchema, callSchema } from '../request/ask.ts';
import { withoutCredentials } from '../request/credentials.ts';
import { suggestion } from '../request/nearest.ts';
import { HttpError } from './problem.ts';

/** What an HTTP call wants: what it asks, and how it is to be answered. */
export interface Wish {
  ask: unknown;
  /** `?on-fail=200` */
  always200: boolean;
  /** `Prefer: respond-async` */
  later: boolean;
  /** tells a repeated delivery from a new call; null where the sender names none */
  deliveryId: string | null;
}

/** @throws UsageError where the call cannot be understood */
export function wishOf(call: HttpCall, who: Who, operation: Operation): Wish {
  const always200 = alwaysOk(call.query);
  return { ask: askIn(call, operation), always200, later: prefersLater(call), deliveryId: deliveryIdOf(call, who) };
}

/** `?on-fail=200`; nothing else may stand in the query. */
export function alwaysOk(query: URLSearchParams): boolean {
  for (const [name, value] of query) {
    const shown = withoutCredentials(JSON.stringify(name));
    if (name !== 'on-fail') throw refused(`${shown} is no query parameter${suggestion(name, ['on-fail'])}`);
    if (value !== '200') throw refused('the query parameter on-fail takes only 200');
  }
  return query.has('on-fail');
}

function askIn({ headers, body }: HttpCall, operation: Operation): unknown {
  const isForm = requireJson(headers['content-type']);
  if (body.length === 0) return {};
  let content: unknown;
  try {
    if (isUtf8(body)) content = JSON.parse(body.toString('utf8').replace(/^\uFEFF/, ''));
  } catch {
    // The parser's message may quote the body.
  }
  if (content === undefined) throw isForm ? notJson() : refused('the body is not JSON');
  // Flagger leaves most of its body unread. What asks for something beside its marks, or for fix, is held to be an ask.
  const own = { ...askSchema.shape, ...callSchema.shape };
  const isAsk = operation === 'fix' || Object.keys(Object(content)).some((key) => key in own);
  return isAsk ? content : (askOfFlagger(content) ?? content);
}

/** What `curl -d` calls a form is taken for what it is, if it is JSON. */
function requireJson(type: string | undefined): boolean {
  const media = (type ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
  const isForm = media === 'application/x-www-form-urlencoded';
  if (!isForm && !/^application\/([\w.+-]+\+)?json$/.test(media)) throw notJson();
  return isForm;
}

function notJson(): HttpError {
  const next = 'send one JSON object with "content-type: application/json"';
  return new HttpError({ status: 415, headers: { accept: 'application/json' } }, 'the content is not JSON', next);
}

/** RFC 7240: preferences are separated by commas, what belongs to one by semicolons. */
function prefersLater({ headers }: HttpCall): boolean {
  const preferences = (headers.prefer ?? '').split(',').map((each) => each.split(';')[0]?.trim().toLowerCase());
  return preferences.includes('respond-async');
}

function deliveryIdOf({ headers }: HttpCall, { signedId }: Who): string | null {
  // A draft of the IETF writes it in quotes; most senders do not.
  const id = signedId ?? headers['idempotency-key']?.replace(/^"(.*)"$/, '$1') ?? null;
  if (id === null || /^[\x20-\x7e]{1,255}$/.test(id)) return id;
  throw refused('the id of the delivery is not of 1 to 255 visible characters');
}

function refused(message: string): UsageError {
  return new UsageError('usage/arguments', message, 'see "Call it from your pipeline" in README.md');
}
