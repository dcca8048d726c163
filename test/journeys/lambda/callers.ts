import { createHmac, randomUUID } from 'node:crypto';
import type { Operation, Report, Reports } from '../../../shared/model/report.ts';
import type { LambdaFunction } from '../../support/runtime.ts';

export const secrets: Record<Operation, string> = {
  check: `whsec_${Buffer.from('the secret of those who may check').toString('base64')}`,
  verify: `whsec_${Buffer.from('the secret of those who may check').toString('base64')}`,
  fix: `whsec_${Buffer.from('the secret of those who may fix, too').toString('base64')}`,
};

export interface HttpWish {
  headers?: Record<string, string>;
  method?: string;
  path?: string;
  query?: string;
}

/** An event of a Function URL, as AWS sends it. */
export function urlEvent(body: string, { headers = {}, method = 'POST', path = '/', query = '' }: HttpWish = {}) {
  const domainName = 'abc.lambda-url.eu-central-1.on.aws';
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath: path,
    rawQueryString: query,
    headers: { 'content-type': 'application/json', host: domainName, 'x-forwarded-proto': 'https', ...headers },
    requestContext: {
      accountId: 'anonymous',
      apiId: 'abc',
      domainName,
      domainPrefix: 'abc',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '203.0.113.7', userAgent: 'curl/8.5.0' },
      requestId: randomUUID(),
      routeKey: '$default',
      stage: '$default',
      time: '21/Nov/2026:09:00:00 +0000',
      timeEpoch: Date.now(),
    },
    body: Buffer.from(body).toString('base64'),
    isBase64Encoded: true,
  };
}

export interface Signature {
  secret: string;
  id?: string;
  /** in seconds since the epoch */
  at?: number;
}

/** The headers of Standard Webhooks, by the specification alone: https://www.standardwebhooks.com */
export function signed(body: string, { secret, id = `msg_${randomUUID()}`, at = now() }: Signature) {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': String(at), 'webhook-signature': `v1,${signature}` };
}

export const now = () => Math.floor(Date.now() / 1000);

export interface HttpReply<Body> {
  status: number;
  headers: Record<string, string>;
  body: Body;
}

/** Calls a function by its URL, and takes the answer apart. */
export async function callUrl<Body = Report & Reports>(
  lambda: LambdaFunction,
  event: ReturnType<typeof urlEvent>,
  options: { timeoutMs?: number } = {},
): Promise<HttpReply<Body>> {
  const { result, error } = await lambda.invoke(event, options);
  if (error) throw new Error(`${error.errorType}: ${error.errorMessage}`);
  const { statusCode: status, headers, body } = result as { statusCode: number; headers: object; body: string };
  return { status, headers: headers as Record<string, string>, body: JSON.parse(body) as Body };
}

/** The same with a signature that is right, and a body that says what it is for. */
export function callSigned(
  lambda: LambdaFunction,
  operation: Operation,
  { ask = {}, id = `msg_${randomUUID()}`, ...wish }: HttpWish & { ask?: object; id?: string } = {},
) {
  const body = JSON.stringify({ operation, ...ask });
  const headers = { ...wish.headers, ...signed(body, { secret: secrets[operation], id }) };
  return callUrl(lambda, urlEvent(body, { ...wish, headers }));
}
