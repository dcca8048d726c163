import type { AwsClient } from 'aws4fetch';
import { endpointOf, type SignedService } from './endpoint.ts';

/** One attempt; three of them and the waiting stay under the ten seconds that a channel has. */
const attemptMs = 2_800;
const waitMs = 150;

export interface SignedRequest {
  method?: string;
  headers?: Record<string, string>;
  body?: string;
  /** tries in all where the service is out of reach, overloaded or broken; 1 for what must not be done twice */
  attempts?: number;
  /** ends all of them */
  signal?: AbortSignal;
}

/**
 * One request to an AWS service, signed (SigV4) with the credentials of the process, in a few seconds whatever happens.
 * `path` begins with a slash, or is a whole URL of the service. Answers of any status are returned, those that tell of
 * a passing trouble (429, 5xx) after the last attempt.
 *
 * In place of the SDK's clients where a call or two are needed: S3's alone would be 150 KB of a bundle's 700.
 * @throws Error where there is no answer, no region or no credentials
 */
export async function signedFetch(
  service: SignedService,
  path: string,
  request: SignedRequest = {},
): Promise<Response> {
  const { attempts = 3, signal, ...init } = request;
  const { url, region } = endpointOf(service);
  const signer = await signerFor(service, region);
  const address = path.startsWith('/') ? `${url}${path}` : path;
  for (let attempt = 1; ; attempt += 1) {
    const isLast = () => attempt >= attempts || signal?.aborted === true;
    try {
      const time = AbortSignal.any([AbortSignal.timeout(attemptMs), ...(signal ? [signal] : [])]);
      const answer = await fetch(await signer.sign(address, init), { signal: time });
      if (isLast() || (answer.status < 500 && answer.status !== 429)) return answer;
      await answer.body?.cancel();
    } catch (error) {
      if (isLast()) throw noAnswer(error, new URL(address).host);
    }
    await new Promise((done) => setTimeout(done, waitMs * 2 ** (attempt - 1)));
  }
}

/**
 * The address of something that may be read with it alone for so many seconds, at most 604,800, or as long as the
 * credentials last that sign it: https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-presigned-url.html
 * @throws Error where there is no region or no credentials
 */
export async function signedUrl(service: SignedService, url: string, seconds: number): Promise<string> {
  const signer = await signerFor(service, endpointOf(service).region);
  const address = new URL(url);
  address.searchParams.set('X-Amz-Expires', String(seconds));
  return (await signer.sign(address, { aws: { signQuery: true } })).url;
}

// A command line that asks AWS nothing never loads this.
const sdk = () => import('./sdk/signing.ts');

type Provider = ReturnType<Awaited<ReturnType<typeof sdk>>['defaultProvider']>;
let provider: Provider | undefined;

async function signerFor(service: SignedService, region: string): Promise<AwsClient> {
  const { AwsClient, defaultProvider } = await sdk();
  // It keeps the credentials until they expire.
  provider ??= defaultProvider();
  return new AwsClient({ ...(await provider()), service, region });
}

/** `fetch` says no more than "fetch failed"; the cause says why. */
function noAnswer(error: unknown, host: string): Error {
  const { cause, name, message } = error as Error & { cause?: { code?: string } };
  const why = name === 'TimeoutError' ? 'no answer in time' : (cause?.code ?? message);
  return new Error(`${host} did not answer: ${why}`, { cause: error });
}
