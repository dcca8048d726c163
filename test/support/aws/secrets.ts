import type { AwsEndpoint, Received, Reply } from '../aws.ts';

/** GetSecretValue in AWS JSON 1.1. */
export function getSecret({ headers, body }: Received, aws: AwsEndpoint): Reply {
  const operation = headers['x-amz-target']?.split('.')[1];
  const { SecretId: name } = JSON.parse(body.toString('utf8')) as { SecretId: string };
  const secret = aws.secrets.get(name);
  if (operation !== 'GetSecretValue') return refusal('InvalidRequestException', `no ${operation} here`);
  if (secret === undefined) {
    return refusal('ResourceNotFoundException', "Secrets Manager can't find the specified secret.");
  }
  if (typeof secret === 'string') return found(name, { SecretString: secret });
  if (Buffer.isBuffer(secret)) return found(name, { SecretBinary: secret.toString('base64') });
  return refusal(secret.error, secret.message ?? '');
}

function found(name: string, value: Record<string, string>): Reply {
  const ARN = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:${name}-AbCdEf`;
  return json(200, { ARN, Name: name, VersionStages: ['AWSCURRENT'], ...value });
}

function refusal(type: string, message: string): Reply {
  return json(400, { __type: type, Message: message });
}

function json(status: number, value: unknown): Reply {
  return { status, body: JSON.stringify(value), headers: { 'content-type': 'application/x-amz-json-1.1' } };
}
