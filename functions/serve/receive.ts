import type { IncomingMessage } from 'node:http';
import { largestBody } from '../../shared/answer.ts';
import type { HttpCall } from '../../shared/invocation/http.ts';

/** What is read of a body that is too large, so that its sender sees the answer and not a broken connection. */
const mostRead = 4 * 1024 * 1024;

/** A request as it was received. Of a body that is too large no more is kept than shows that it is. */
export async function received(request: IncomingMessage): Promise<HttpCall> {
  const address = new URL(`http://localhost${request.url?.startsWith('/') ? request.url : '/'}`);
  return {
    method: request.method ?? '',
    path: address.pathname,
    query: address.searchParams,
    headers: headersOf(request),
    body: await bodyOf(request),
    version: request.httpVersion,
    iam: null,
    origin: null,
  };
}

function headersOf({ headers }: IncomingMessage): Record<string, string> {
  const joined = Object.entries(headers).map(([name, value]) => [name, [value ?? ''].flat().join(', ')]);
  return Object.fromEntries(joined);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    if (length <= largestBody) chunks.push(chunk);
    length += chunk.length;
    if (length > mostRead) break;
  }
  return Buffer.concat(chunks).subarray(0, largestBody + 1);
}
