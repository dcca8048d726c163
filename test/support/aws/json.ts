import type * as z from 'zod';
import type { Received, Reply } from '../aws.ts';

/** An answer in AWS JSON 1.1. */
export function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/x-amz-json-1.1' } };
}

export function refusal(type: string, message = ''): Reply {
  return json(400, { __type: type, message });
}

/** The input of an operation in AWS JSON 1.1, or how it is refused. */
export function inputOf<Schema extends z.ZodType>({ method, path, headers, body }: Received, schema: Schema) {
  const isJson = headers['content-type'] === 'application/x-amz-json-1.1';
  if (method !== 'POST' || path !== '/' || !isJson) return { refused: refusal('UnknownOperationException') };
  const { data, error } = schema.safeParse(JSON.parse(body.toString('utf8')));
  return error ? { refused: refusal('ValidationException', error.message) } : { input: data };
}
