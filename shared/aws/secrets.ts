import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretFailure } from './secret-failures.ts';

const keptMs = 5 * 60_000;
const requestMs = 4_000;
const wholeMs = 15_000;

const kept = new Map<string, { text: string; readAt: number }>();
const reading = new Map<string, Promise<string>>();

/**
 * The text of a secret in AWS Secrets Manager, by name or ARN; a binary one as UTF-8. It is kept for five minutes, and
 * those who wait for it share one request. `fresh` reads it again: until that has an answer, and where it fails, what is
 * kept stays good for everybody else.
 * @throws ConnectionError `target/secret-missing`, `target/secret-no-access`, `target/secret-unavailable`
 */
export async function secretText(name: string, { fresh = false }: { fresh?: boolean } = {}): Promise<string> {
  const known = kept.get(name);
  if (known && !fresh && Date.now() - known.readAt < keptMs) return known.text;
  const answer = reading.get(name) ?? readAndKept(name);
  reading.set(name, answer);
  return answer;
}

async function readAndKept(name: string): Promise<string> {
  try {
    const text = await read(name);
    kept.set(name, { text, readAt: Date.now() });
    return text;
  } finally {
    reading.delete(name);
  }
}

async function read(name: string): Promise<string> {
  try {
    const { GetSecretValueCommand } = await sdk();
    const command = new GetSecretValueCommand({ SecretId: name });
    const secret = await (await client()).send(command, { abortSignal: AbortSignal.timeout(wholeMs) });
    return secret.SecretString ?? Buffer.from(secret.SecretBinary ?? []).toString('utf8');
  } catch (error) {
    throw secretFailure(error, name);
  }
}

// A command line without secrets never loads the SDK.
const sdk = () => import('./sdk/secrets-manager.ts');

let made: Promise<SecretsManagerClient> | undefined;

function client(): Promise<SecretsManagerClient> {
  made ??= sdk().then(
    (module) =>
      new module.SecretsManagerClient({
        maxAttempts: 3,
        requestHandler: { connectionTimeout: 2_000, requestTimeout: requestMs, throwOnRequestTimeout: true },
      }),
  );
  return made;
}
