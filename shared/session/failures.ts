import { ConnectionError, type LockstepError, StatementError } from '../model/errors.ts';
import type { Address } from './address.ts';
import type { Failure } from './failure.ts';
import { neonFailures } from './neon-failures.ts';

/** What a rejected connect or query was about, in words for a person; the password never among them. */
export function failureFrom(error: unknown, address: Address): LockstepError {
  const { code, message } = detailsOf(error);
  const where = placeOf(address);
  const known = [...neonFailures, ...failures].find((failure) => failure.matches(code, message));
  if (known) {
    return new ConnectionError(
      known.code,
      known.message({ where, address, message: safe(message, address) }),
      (address.driver === 'neon' && known.nextOverWebSocket) || known.next,
    );
  }
  if (/^[0-9A-Z]{5}$/.test(code)) return new StatementError(code, safe(message, address));
  return new ConnectionError(
    'target/failed',
    `no session with ${where}: ${safe(message, address) || 'the driver gave no reason'}`,
    'see "lockstep explain target/failed"',
  );
}

/** The server did not answer in time, nor end the statement when it was asked to. */
export function noAnswer(address: Address, seconds: number): ConnectionError {
  return new ConnectionError(
    'target/asleep',
    `no answer from ${placeOf(address)} within ${seconds} s: the connection was dropped`,
    'see what holds the server up; behind a pooler, fix needs two server connections (default_pool_size)',
  );
}

/** Worth another try within the time allowed: the server may be starting, waking, or short of connections. */
export function isTransient(error: LockstepError): boolean {
  return ['target/asleep', 'target/refused', 'target/terminated', 'target/too-many-connections'].includes(error.code);
}

const oneOf =
  (...codes: string[]) =>
  (code: string) =>
    codes.includes(code);

/** PgBouncer has one SQLSTATE for all, whatever the server's own was. */
const fromPooler = '08P01';

const failures: Failure[] = [
  {
    code: 'target/host-unknown',
    matches: oneOf('ENOTFOUND', 'EAI_AGAIN', 'EAI_NODATA', 'EAI_NONAME'),
    message: ({ address }) => `no host named ${(address.proxy ?? address).host} is known to DNS here`,
    next: 'check the host in the URL, and whether this network can look it up (VPN, VPC, private zone)',
  },
  {
    code: 'target/refused',
    matches: oneOf('ECONNREFUSED', 'ENOENT'),
    message: ({ where }) => `connection refused by ${where}: nothing listens there`,
    next: 'check host and port in the URL, and that the server is running and accepts connections from here',
  },
  {
    code: 'target/asleep',
    matches: (code, message) =>
      oneOf('ETIMEDOUT', 'EHOSTUNREACH', 'ENETUNREACH', '57P03')(code) ||
      /timeout expired|connection timeout|opened only at the second try|no WebSocket there: it answers (429|5)/i.test(
        message,
      ),
    message: ({ where, message }) => `${where} does not answer: ${message}`,
    next: 'a database that wakes slowly needs a larger limits.connectSeconds; else look at the firewall or security group',
  },
  {
    code: 'target/tls',
    matches: (code, message) =>
      /^(DEPTH_ZERO|SELF_SIGNED|UNABLE_TO|CERT_|ERR_TLS|ERR_SSL|ERR_OSSL|HOSTNAME_MISMATCH)/.test(code) ||
      /does not support SSL|no encryption|SSL (off|required)|insecure connection/i.test(message),
    message: ({ where, message }) => `no verified TLS connection to ${where}: ${message}`,
    next: "give the server's CA with ?sslrootcert=<file> in the URL (RDS: its region bundle), or ?sslmode=disable on a network that you trust",
    nextOverWebSocket:
      'see what answers in its place (a proxy of the network); NODE_EXTRA_CA_CERTS=<file> names another CA to trust',
  },
  {
    code: 'target/wrong-password',
    matches: (code, message) =>
      oneOf('28P01', '28000')(code) ||
      /client password must be a string|password is required|(password|SASL) authentication failed/i.test(message),
    message: ({ where, message }) => `${where} does not let this user in: ${message}`,
    next: 'check user and password in the URL or secret; they may have been rotated',
  },
  {
    code: 'target/database-missing',
    matches: (code, message) => code === '3D000' || (code === fromPooler && /database .* does not exist/.test(message)),
    message: ({ where, address }) =>
      `the server at ${where} has no database named ${address.database ?? address.user ?? ''}`,
    next: 'check the database name at the end of the URL',
  },
  {
    code: 'target/too-many-connections',
    matches: (code, message) =>
      code === '53300' || (code === fromPooler && /too many (clients|connections)|no more connections/i.test(message)),
    message: ({ where }) => `${where} has no connection slot left`,
    next: 'free connections, raise max_connections, or use a pooled endpoint; Lockstep needs one, and fix two',
  },
  {
    code: 'target/no-privilege',
    matches: (code, message) => oneOf('42501', fromPooler)(code) && /for database/i.test(message),
    message: ({ where, message }) => `${where}: ${message}`,
    next: 'GRANT CONNECT ON DATABASE ... TO this role',
  },
  {
    code: 'target/terminated',
    matches: (code, message) =>
      oneOf('57P01', '57P02', '08006', '08003', 'ECONNRESET', 'EPIPE')(code) ||
      /connection terminated|connection ended|server closed/i.test(message),
    message: ({ where, message }) => `the connection to ${where} was lost: ${message}`,
    next: 'run again; if it recurs, see whether the server restarts, fails over or cuts idle connections',
  },
];

function placeOf({ host, port, proxy }: Address): string {
  return proxy === null ? `${host}:${port}` : `${host}:${port} (by way of ${proxy.place})`;
}

function detailsOf(error: unknown): { code: string; message: string } {
  // A host with several addresses rejects with an AggregateError without text.
  const { code, message, errors } = (typeof error === 'object' && error !== null ? error : {}) as {
    code?: unknown;
    message?: unknown;
    errors?: unknown[];
  };
  if (Array.isArray(errors) && errors.length > 0 && !message) return detailsOf(errors[0]);
  return { code: typeof code === 'string' ? code : '', message: typeof message === 'string' ? message : '' };
}

function safe(message: string, address: Address): string {
  return address.password ? message.replaceAll(address.password, '****') : message;
}
