import type { Who } from '../../invocation/authentication.ts';
import type { HttpCall } from '../../invocation/http.ts';
import { requireSignature } from '../../invocation/senders/github.ts';
import { UnauthorizedError } from '../../model/errors.ts';
import { inTime } from '../../publish/in-time.ts';
import type { Desk } from '../desk.ts';
import { readable } from '../identify.ts';
import { appSecrets } from './secrets.ts';

/** GitHub waits ten seconds for an answer, and does not send again what got none. */
const readingMs = 5_000;
/** Whoever guesses signatures shall not make us read the secret at every guess. */
const freshMs = 10_000;
const lastReads = new Map<string, number>();

/**
 * Sees whether GitHub sent this. A signature that does not fit is looked at once more with the secret as it is now: it may have
 * been rotated.
 * @throws UnauthorizedError, also where no app is set up; HttpError 503 where its secrets cannot be read
 */
export async function identifyGitHub(call: HttpCall, { settings: { github }, environment }: Desk): Promise<Who> {
  const secrets = async (fresh: boolean) => {
    if (github === undefined) return [];
    const { webhook } = await readable(() => inTime(() => appSecrets(github, environment, { fresh }), readingMs));
    return webhook;
  };
  try {
    requireSignature(call, await secrets(false));
  } catch (error) {
    if (!(error instanceof UnauthorizedError) || !mayReadAgain(github?.secret)) throw error;
    requireSignature(call, await secrets(true));
  }
  return { name: 'github', identity: 'github', signedId: null };
}

function mayReadAgain(secret: string | undefined): boolean {
  if (secret === undefined || Date.now() - (lastReads.get(secret) ?? 0) < freshMs) return false;
  lastReads.set(secret, Date.now());
  return true;
}
