import { AwsClient } from 'aws4fetch';
import { UsageError } from '../../shared/model/errors.ts';

/** One call to a deployed Lockstep. `id`: the same for every attempt, so that fix and verify run once. */
export interface Call {
  url: URL;
  method: 'POST' | 'GET';
  headers: Record<string, string>;
  body: string;
  id: string;
}

/**
 * The headers that prove who calls: a bearer token, a signature of Standard Webhooks where the secret is one for that, or
 * AWS's (SigV4) with the credentials of the environment where there is no secret.
 * @throws UsageError where there are neither, or the secret is none
 */
export async function provenHeaders(call: Call, secret: string | undefined): Promise<Record<string, string>> {
  const { headers, id } = call;
  if (secret === undefined) return awsHeaders(call);
  if (secret.startsWith('whsec_')) return { ...headers, ...(await webhookHeaders(call, secret)) };
  return { ...headers, 'idempotency-key': id, authorization: `Bearer ${secret}` };
}

async function webhookHeaders({ id, body }: Call, secret: string): Promise<Record<string, string>> {
  const { Webhook } = await import('standardwebhooks');
  const now = new Date();
  const timestamp = String(Math.floor(now.getTime() / 1000));
  try {
    const signature = new Webhook(secret).sign(id, now, body);
    return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  } catch {
    throw new UsageError(
      'usage/arguments',
      'secret: it begins as one of Standard Webhooks, and is none',
      'copy it anew',
    );
  }
}

/** Those that aws-actions/configure-aws-credentials sets; the region is in the address of a function. */
async function awsHeaders({ url, method, headers, body, id }: Call): Promise<Record<string, string>> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION } = process.env;
  if (!AWS_ACCESS_KEY_ID || !AWS_SECRET_ACCESS_KEY) {
    const message = 'nothing proves who calls: secret is not set, and there are no AWS credentials in the environment';
    const next = 'set secret, or run aws-actions/configure-aws-credentials before; forks are given no secrets';
    throw new UsageError('usage/unauthorized', message, next);
  }
  const client = new AwsClient({
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN ? { sessionToken: AWS_SESSION_TOKEN } : {}),
    service: url.hostname.includes('.execute-api.') ? 'execute-api' : 'lambda',
    region: regionIn(url) ?? AWS_REGION ?? '',
  });
  const init = { method, headers: { ...headers, 'idempotency-key': id }, ...(body === '' ? {} : { body }) };
  return Object.fromEntries((await client.sign(url.href, init)).headers);
}

function regionIn({ hostname }: URL): string | undefined {
  return /\.(?:lambda-url|execute-api)\.([^.]+)\./.exec(hostname)?.[1];
}
