import { AbortError } from 'p-retry';
import { endpointOf } from './endpoint.ts';
import { untilTaken } from './tell.ts';

const attemptMs = 5_000;

/**
 * Whether CloudFormation of this region takes its answers at an address. Names of buckets are given to whoever asks first:
 * only the one of the region itself is AWS's own. Where AWS_ENDPOINT_URL_S3 or AWS_ENDPOINT_URL name an imitation of AWS, it
 * is that host as well.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cfn-vpce-bucketnames.html
 */
export function isResponseAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, origin, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const { url, region, own } = endpointOf('s3');
  if (own && origin === new URL(url).origin) return true;
  const bucket = `cloudformation-custom-resource-response-${region.replaceAll('-', '')}`;
  const domain = region.startsWith('cn-') ? 'amazonaws.com.cn' : 'amazonaws.com';
  const hosts = ['s3', `s3-${region}`, `s3.${region}`].map((name) => `${bucket}.${name}.${domain}`);
  return protocol === 'https:' && hosts.includes(host);
}

/**
 * Puts the answer to a custom resource where CloudFormation waits for it, and again while that fails, until `deadline`.
 * @throws Error without the address, whose query is a signature
 */
export async function putAnswer(address: string, body: string, deadline: number): Promise<void> {
  await untilTaken(() => putOnce(address, body), deadline);
}

async function putOnce(address: string, body: string): Promise<void> {
  const signal = AbortSignal.timeout(attemptMs);
  // Bytes have no content type of their own: CloudFormation's signature covers an empty one.
  const request = { method: 'PUT', body: Buffer.from(body), redirect: 'manual', signal } as const;
  const answer = await fetch(address, request).catch((error: Error & { cause?: { code?: string } }) => {
    throw new Error(`CloudFormation could not be answered: ${error.cause?.code ?? error.name}`);
  });
  await answer.body?.cancel();
  if (answer.ok) return;
  const error = new Error(`CloudFormation did not take the answer: ${answer.status}`);
  throw answer.status >= 500 || answer.status === 429 ? error : new AbortError(error);
}
