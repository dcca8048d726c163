import { endpointOf } from '../../aws/endpoint.ts';
import { type SignedRequest, signedFetch, signedUrl } from '../../aws/signed-fetch.ts';
import type { Archive } from './archive.ts';
import { safeKey } from './keys.ts';

/**
 * An archive in an S3 bucket, through signed requests: S3's own SDK client would be 150 KB of a bundle's 700. A claim is
 * a conditional write (https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html) and never tried
 * twice: if the answer to the first try got lost, the second would be refused by our own claim.
 *
 * A link is a presigned GET: https://docs.aws.amazon.com/AmazonS3/latest/userguide/ShareObjectPreSignedURL.html
 *
 * The role needs s3:GetObject and s3:PutObject on the objects, and s3:ListBucket on the bucket: without the last, S3
 * answers 403 in place of 404 where there is nothing.
 */
export function s3Archive(bucket: string): Archive {
  const addressOf = (key: string) => `s3://${bucket}/${key}`;
  const ask = (key: string, request: SignedRequest) => signedFetch('s3', urlOf(bucket, safeKey(key)), request);
  const put = (key: string, text: string, request: SignedRequest) =>
    ask(key, { ...request, method: 'PUT', body: text, headers: { ...typeOf(key), ...request.headers } });
  return {
    addressOf,
    async read(key) {
      const answer = await ask(key, {});
      if (answer.status === 404) return null;
      if (!answer.ok) throw await refusal(answer, `GET ${addressOf(key)}`);
      return answer.text();
    },
    async write(key, text) {
      const answer = await put(key, text, {});
      if (!answer.ok) throw await refusal(answer, `PUT ${addressOf(key)}`);
    },
    async claim(key, text) {
      const answer = await put(key, text, { headers: { 'if-none-match': '*' }, attempts: 1 });
      // 409: another request for the same key was in the middle of it.
      if (answer.status === 412 || answer.status === 409) return false;
      if (!answer.ok) throw await refusal(answer, `PUT ${addressOf(key)}`);
      return true;
    },
    linkTo: (key, seconds) => signedUrl('s3', urlOf(bucket, safeKey(key)), seconds),
  };
}

/** A browser shows a page only where it is said to be one. */
function typeOf(key: string): { 'content-type': string } {
  return { 'content-type': key.endsWith('.html') ? 'text/html; charset=utf-8' : 'application/json' };
}

// A bucket with dots in its name has no valid certificate as a subdomain; servers that imitate S3 have no subdomains.
function urlOf(bucket: string, key: string): string {
  const { url, own } = endpointOf('s3');
  return own || bucket.includes('.') ? `${url}/${bucket}/${key}` : `${url.replace('://', `://${bucket}.`)}/${key}`;
}

async function refusal(answer: Response, what: string): Promise<Error> {
  const code = /<Code>(\w+)<\/Code>/.exec(await answer.text())?.[1];
  return new Error(`S3 answered ${[answer.status, code].filter(Boolean).join(' ')} to ${what}`);
}
