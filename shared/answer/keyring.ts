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
  /**
   * The keys as they are now: they may have been rotated. They are read once in ten seconds, so a new key can be refused
   * for as long, where somebody was refused just before it was there. Null where there is nothing to read.
   */
  fresh(operation: Operation): Promise<Keys | null>;
}

/** Whoever guesses tokens shall not make us read the secret at every guess. */
const freshMs = 10_000;

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
  const reads = new Map<Operation, { at: number; keys: Promise<Keys> }>();
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
      if (secretFor(operation) === undefined) return null;
      const last = reads.get(operation);
      // Whoever comes meanwhile, or has asked for the old keys just before, gets the same new ones.
      if (last && Date.now() - last.at < freshMs) return last.keys;
      const keys = read(operation, true);
      reads.set(operation, { at: Date.now(), keys });
      return keys;
    },
  };
}

function configured({ bearer, webhook }: Settings['auth'], environment: Environment): Keys {
  return {
    bearer: bearer.map((token, index) => expanded(token, `auth.bearer.${index}`, environment)),
    webhook: webhook.map((secret, index) => expanded(secret, `auth.webhook.${index}`, environment)),
  };
}
