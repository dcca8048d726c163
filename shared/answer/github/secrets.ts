import * as z from 'zod';
import { secretText } from '../../aws/secrets.ts';
import type { GithubSettings } from '../../model/deploy-settings.ts';
import { UsageError } from '../../model/errors.ts';
import { type Environment, expanded } from '../../request/target.ts';

/** What a GitHub App and Lockstep share. */
export interface AppSecrets {
  /** PEM; null where it is not set up */
  privateKey: string | null;
  webhook: string[];
}

/** Whoever can guess one could have any deployment checked. GitHub asks for "a random string of text with high entropy". */
const shortest = 20;

const contentSchema = z.strictObject({
  privateKey: z.string().min(1).optional(),
  webhookSecret: z.union([z.string(), z.array(z.string())]).optional(),
});

/**
 * The secrets of the app, as the configuration and its secret have them; `fresh` reads the secret again.
 * @throws UsageError where they are misshapen, without a word of them; ConnectionError where they cannot be read
 */
export async function appSecrets(
  github: GithubSettings,
  environment: Environment,
  { fresh = false }: { fresh?: boolean } = {},
): Promise<AppSecrets> {
  const kept = github.secret === undefined ? {} : contentOf(await secretText(github.secret, { fresh }), github.secret);
  const own = [github.webhookSecret ?? []].flat();
  const webhook = own.map((secret) => expanded(secret, 'github.webhookSecret', environment));
  const privateKey = github.privateKey && expanded(github.privateKey, 'github.privateKey', environment);
  const all = [...webhook, ...[kept.webhookSecret ?? []].flat()];
  if (all.some((secret) => secret.length < shortest)) {
    throw refused(`a webhook secret of github has less than ${shortest} characters`, 'make one: openssl rand -hex 32');
  }
  return { privateKey: privateKey ?? kept.privateKey ?? null, webhook: all };
}

function contentOf(text: string, name: string): z.infer<typeof contentSchema> {
  const next = 'put {"privateKey": "-----BEGIN ...", "webhookSecret": "..."} there';
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch {
    // The parser's message may quote the secret.
    throw refused(`the secret ${name} is not JSON`, next);
  }
  const result = contentSchema.safeParse(content);
  if (result.success) return result.data;
  throw refused(`the secret ${name} is not an object with "privateKey" and "webhookSecret"`, next);
}

function refused(message: string, next: string): UsageError {
  return new UsageError('usage/configuration', message, next);
}
