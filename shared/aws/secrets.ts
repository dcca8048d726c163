import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { secretFailure } from './secret-failures.ts';

const keptMs = 5 * 60_000;
const requestMs = 4_000;
const wholeMs = 15_000;

interface Kept {
  text: Promise<string>;
  /** null while it is being read */
  readAt: number | null;
}

const kept = new Map<string, Kept>();

/**
 * The text of a secret in AWS Secrets Manager, by name or ARN; a binary one as UTF-8. It is kept for five minutes, and
 * whoever asks while it is being read waits for the same answer. `fresh` reads it again; what fails is not kept.
 * @throws ConnectionError `target/secret-missing`, `target/secret-no-access`, `target/secret-unavailable`
 */
export function secretText(name: string, { fresh = false }: { fresh?: boolean } = {}): Promise<string> {
  const known = kept.get(name);
  if (known && (known.readAt === null || (!fresh && Date.now() - known.readAt < keptMs))) return known.text;
  const entry: Kept = { text: read(name), readAt: null };
  kept.set(name, entry);
  entry.text.then(
    () => {
      entry.readAt = Date.now();
    },
    () => kept.delete(name),
  );
  return entry.text;
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
