import type { Environment } from '../request/target.ts';
import { type Address, addressFrom } from '../session/address.ts';

/** Variables that would lead libpq elsewhere, whatever PGHOST says. https://www.postgresql.org/docs/current/libpq-envars.html */
const astray = ['PGHOSTADDR', 'PGSERVICE', 'PGSERVICEFILE', 'PGTARGETSESSIONATTRS'];

/**
 * The environment of the command: ours, with the target's URL in `variables`, and libpq's own variables set to it as well, so
 * that one which was left over from something else leads nowhere.
 */
export function commandEnvironment(
  url: string,
  { environment, variables, sessionName }: { environment: Environment; variables: string[]; sessionName: string },
): Environment {
  const { host, port, database, user, password, tls } = addressFrom(url);
  return {
    ...environment,
    ...Object.fromEntries(astray.map((name) => [name, undefined])),
    ...Object.fromEntries(variables.map((name) => [name, url])),
    PGHOST: host,
    PGPORT: String(port),
    PGDATABASE: database ?? environment.PGDATABASE,
    PGUSER: user ?? environment.PGUSER,
    PGPASSWORD: password ?? environment.PGPASSWORD,
    // Not libpq's own "prefer": `pg` takes that for "require". libpq has no authorities of its own to verify by.
    PGSSLMODE: sslModeOf(url) ?? (tls === false ? 'disable' : 'require'),
    PGAPPNAME: sessionName,
  };
}

/** libpq does not know Lockstep's `no-verify`: its `require` is the same. */
function sslModeOf(url: string): string | undefined {
  const mode = /[?&]sslmode=([^&#]*)/.exec(url)?.[1];
  return mode === 'no-verify' ? 'require' : mode;
}

/** Names of variables that lead to another database than the target, as they are now; what they hold stays untold. */
export function overruled(
  environment: Environment,
  { variables, url }: { variables: string[]; url: string },
): string[] {
  return variables.filter((name) => {
    const own = environment[name];
    return own !== undefined && own !== '' && !isSamePlace(own, url);
  });
}

/** Whether two URLs lead to the same database: by another role, or through Neon's pooler, it is still the same. */
export function isSamePlace(one: string, other: string): boolean {
  try {
    return placeOf(addressFrom(one)) === placeOf(addressFrom(other));
  } catch {
    return one === other;
  }
}

function placeOf({ host, port, database, user }: Address): string {
  const name = host.toLowerCase().replace(/^([^.]+)-pooler\./, '$1.');
  return [/^(127\.0\.0\.1|::1)$/.test(name) ? 'localhost' : name, port, database ?? user].join(' ');
}
