import type { AwsEndpoint, Received, Reply } from '../aws.ts';

/** S3's GET, HEAD and PUT of an object, path style, with If-None-Match. */
export function objects({ method, path, headers, body }: Received, aws: AwsEndpoint): Reply {
  const name = decodeURIComponent(path.split('?')[0] ?? '').slice(1);
  const there = aws.objects.get(name);
  if (method === 'GET' || method === 'HEAD') {
    return there === undefined ? refusal(404, 'NoSuchKey') : { status: 200, body: method === 'GET' ? there : '' };
  }
  if (method !== 'PUT') return refusal(405, 'MethodNotAllowed');
  if (headers['if-none-match'] === '*' && there !== undefined) return refusal(412, 'PreconditionFailed');
  aws.objects.set(name, body.toString('utf8'));
  return { status: 200 };
}

function refusal(status: number, code: string): Reply {
  return { status, body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code></Error>` };
}
