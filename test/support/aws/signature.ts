import { createHash } from 'node:crypto';
import { AwsV4Signer } from 'aws4fetch';

export interface Signed {
  method: string;
  url: string;
  headers: Record<string, string | string[] | undefined>;
  body: string;
}

const authorization =
  /^AWS4-HMAC-SHA256 Credential=([A-Z0-9]+)\/\d{8}\/([\w-]+)\/(\w+)\/aws4_request, SignedHeaders=([\w;-]+), Signature=([0-9a-f]{64})$/;

/** Whether a request is signed (SigV4) with this secret: all is computed anew from what came. */
export async function isSigned({ method, url, headers, body }: Signed, secretAccessKey: string): Promise<boolean> {
  const [, accessKeyId = '', region = '', service = '', names = '', signature] =
    authorization.exec(String(headers.authorization)) ?? [];
  if (signature === undefined) return false;
  const covered = names.split(';');
  if (!['host', 'x-amz-date'].every((name) => covered.includes(name))) return false;
  const signer = new AwsV4Signer({
    method,
    url: `http://${headers.host}${url}`,
    headers: covered.filter((name) => name !== 'host').map((name) => [name, String(headers[name])]),
    body,
    accessKeyId,
    secretAccessKey,
    region,
    service,
    datetime: String(headers['x-amz-date']),
    allHeaders: true,
  });
  // The signer believes this header, where there is one.
  const hash = headers['x-amz-content-sha256'] ?? sha256(body);
  return hash === sha256(body) && (await signer.signature()) === signature;
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
