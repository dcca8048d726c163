import { withoutCredentials } from '../request/credentials.ts';

type Environment = Record<string, string | undefined>;

/** Names of variables that hold nothing but a secret. */
const isSecretName = /(PASSWORD|PASSWD|PASSPHRASE|SECRET|TOKEN|API_?KEY|ACCESS_KEY|PRIVATE_KEY)$/i;
/** What is shorter would be found in half of all words. */
const shortest = 4;

/**
 * Hides what an environment keeps secret from a line that a program of that environment wrote: passwords in its URLs,
 * whatever variable they are in, the values of variables like PGPASSWORD and NEON_API_KEY, and all that looks like
 * credentials anyhow.
 */
export function hiding(environment: Environment): (line: string) => string {
  const secrets = [...new Set(Object.entries(environment).flatMap(secretsOf))]
    .filter((secret) => secret.length >= shortest)
    .sort((one, other) => other.length - one.length);
  return (line) => withoutCredentials(secrets.reduce((rest, secret) => rest.replaceAll(secret, '****'), line));
}

function secretsOf([name, value = '']: [string, string | undefined]): string[] {
  const lines = isSecretName.test(name) ? value.split('\n').map((line) => line.trim()) : [];
  return [...lines, ...passwordsIn(value)];
}

/** `scheme://user:password@`, `?password=` and `password=` of a conninfo, as they are written and as they are meant. */
function passwordsIn(value: string): string[] {
  const inUrls = /^[a-z][\w+.-]*:\/\/[^:/?#]*:(.+)@/i.exec(value)?.[1];
  const inWords = [...value.matchAll(/\b(?:ssl)?password\s*=\s*'?([^\s&']+)/gi)].map(([, password]) => password ?? '');
  const written = inUrls === undefined ? inWords : [inUrls, ...inWords];
  return written.flatMap((password) => [password, meant(password)]);
}

function meant(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
