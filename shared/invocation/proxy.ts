import * as z from 'zod';
import type { HttpAnswer } from './http.ts';

const values = z.record(z.string(), z.array(z.string())).nullish();
const single = z.record(z.string(), z.string()).nullish();

/** What events hold that may give several values for a name. */
export const multiValueEvent = {
  path: z.string(),
  httpMethod: z.string(),
  headers: single,
  multiValueHeaders: values,
  queryStringParameters: single,
  multiValueQueryStringParameters: values,
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().nullish(),
};

/** What the three kinds of HTTP events have in common. */
interface ProxyEvent {
  body?: string | null | undefined;
  isBase64Encoded?: boolean | null | undefined;
  headers?: Record<string, string> | null | undefined;
  multiValueHeaders?: Record<string, string[]> | null | undefined;
  queryStringParameters?: Record<string, string> | null | undefined;
  multiValueQueryStringParameters?: Record<string, string[]> | null | undefined;
}

/** The bytes as they were received. */
export function bodyBytes({ body, isBase64Encoded }: ProxyEvent): Buffer {
  return Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8');
}

/** Headers by names in lower case. Not an object literal: a header may be called `__proto__`. */
export function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

/** Headers of an event that may give several values for a name: joined as RFC 9110 joins them. */
export function singleValues({ headers, multiValueHeaders }: ProxyEvent): Record<string, string> {
  const joined = Object.entries(multiValueHeaders ?? {}).map(([name, values]) => [name, values.join(', ')]);
  return lowerCased({ ...headers, ...Object.fromEntries(joined) });
}

export function queryOf(event: ProxyEvent, decoded: (text: string) => string): URLSearchParams {
  const { queryStringParameters: single, multiValueQueryStringParameters: several } = event;
  const pairs = several
    ? Object.entries(several).flatMap(([name, values]) => values.map((value) => [name, value]))
    : Object.entries(single ?? {});
  return new URLSearchParams(pairs.map(([name = '', value = '']): [string, string] => [decoded(name), decoded(value)]));
}

/** The answer as Function URLs, HTTP APIs and load balancers take it. */
export function proxyAnswer({ status, headers, body }: HttpAnswer) {
  return { statusCode: status, headers, body, isBase64Encoded: false };
}

/** The same for those that take several values for a header. */
export function multiValueAnswer({ status, headers, body }: HttpAnswer) {
  const multiValueHeaders = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return { statusCode: status, multiValueHeaders, body, isBase64Encoded: false };
}
