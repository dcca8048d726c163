import type { AwsEndpoint, Received, Reply } from '../aws.ts';

/** One invocation of a function. */
export interface Call {
  function: string;
  /** Event: asynchronous */
  type: string;
  payload: unknown;
}

/** Invoke: an asynchronous one is accepted, a synchronous one answered with null. */
export function invoke({ method, path, headers, body }: Received, aws: AwsEndpoint): Reply {
  const [, name] = /^\/2015-03-31\/functions\/([^/?]+)\/invocations/.exec(path) ?? [];
  if (method !== 'POST' || name === undefined) return { status: 404, body: '{"Type":"User"}' };
  const type = headers['x-amz-invocation-type'] ?? 'RequestResponse';
  const payload = body.length === 0 ? null : JSON.parse(body.toString('utf8'));
  aws.calls.push({ function: decodeURIComponent(name), type, payload });
  return type === 'Event' ? { status: 202 } : { status: 200, body: 'null' };
}
