import { secretText } from '../aws/secrets.ts';
import type { Keys } from '../invocation/authentication.ts';
import { keysFrom, strongKeys } from '../invocation/keys.ts';
import type { Log } from '../model/house.ts';
import type { Operation } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import { type Environment, expanded } from '../request/target.ts';

/** The keys by which callers of an operation prove who they are. */
export interface Keyring {
  /** @throws ConnectionError where the secret cannot be read, UsageError where it is misshapen */
  keys(operation: Operation): Promise<Keys>;
  /** The keys as they are this moment: they may have been rotated. Null where they were read anew within a minute. */
  fresh(operation: Operation): Promise<Keys | null>;
}

/** Whoever guesses tokens shall not make us read the secret at every guess. */
const freshMs = 60_000;

export function keyringFrom({
  settings,
  environment,
  log,
}: {
  settings: Settings;
  environment: Environment;
  log: Log;
}): Keyring {
  const complained = new Set<string>();
  const readAt = new Map<string, number>();
  const usable = (keys: Keys) => {
    const { keys: strong, complaints } = strongKeys(keys);
    for (const complaint of complaints.filter((each) => !complained.has(each))) {
      complained.add(complaint);
      log.error(complaint, { next: 'make one with: openssl rand -base64 24' });
    }
    return strong;
  };
  const { auth } = settings;
  const secretFor = (operation: Operation) => (operation === 'fix' && auth.fixSecret) || auth.secret;
  const own = usable(configured(auth, environment));
  const read = async (operation: Operation, fresh: boolean) => {
    const secret = secretFor(operation);
    if (secret === undefined) return own;
    const kept = usable(keysFrom(await secretText(secret, { fresh }), `the secret ${secret}`));
    // Whoever gives fix a secret of its own means that no other key is good for it.
    if (operation === 'fix' && auth.fixSecret !== undefined) return kept;
    return { bearer: [...own.bearer, ...kept.bearer], webhook: [...own.webhook, ...kept.webhook] };
  };
  return {
    keys: (operation) => read(operation, false),
    async fresh(operation) {
      const secret = secretFor(operation);
      if (secret === undefined || Date.now() - (readAt.get(secret) ?? 0) < freshMs) return null;
      readAt.set(secret, Date.now());
      return read(operation, true);
    },
  };
}

function configured({ bearer, webhook }: Settings['auth'], environment: Environment): Keys {
  return {
    bearer: bearer.map((token, index) => expanded(token, `auth.bearer.${index}`, environment)),
    webhook: webhook.map((secret, index) => expanded(secret, `auth.webhook.${index}`, environment)),
  };
}
