import { isIPv4 } from 'node:net';
import { parse } from 'pg-connection-string';
import { UsageError } from '../model/errors.ts';
import type { DriverName } from '../model/settings.ts';

/** Where a database is and how to get in. Holds the password: it stays inside `session/`. */
export interface Address {
  host: string;
  port: number;
  database: string | undefined;
  user: string | undefined;
  password: string | undefined;
  tls: false | Tls;
  /** behind PgBouncer in transaction mode, as Neon names it: nothing may rely on the session's state */
  pooled: boolean;
  driver: DriverName;
  /** the WebSocket proxy of one's own on the way, for Neon's driver to hosts that are not Neon's */
  proxy: Proxy | null;
}

/** `place` is `host:port/path`; only one on this machine goes without TLS. */
export interface Proxy {
  place: string;
  host: string;
  secure: boolean;
}

/** How to encrypt, in the words of Node's `tls.connect`. */
export interface Tls {
  rejectUnauthorized: boolean;
  /** certificates as text: of the authority that signed the server's, and our own with its key */
  ca?: string;
  cert?: string;
  key?: string;
  /** where present, the certificate may be for another host */
  checkServerIdentity?: () => undefined;
}

/**
 * Reads a PostgreSQL URL. TLS is verified by default; only hosts on this machine and `sslmode=disable` go without,
 * and only `sslmode=no-verify` encrypts without verifying (libpq's `require` verifies here as well). `verify-ca` lets the
 * certificate be for another host if `sslrootcert` names its authority: anybody gets a certificate of a public one. As in
 * libpq, `sslrootcert=system` means the authorities that are known anyhow, and has hosts on this machine verified as well.
 * Without a word on the `driver`, Neon's hosts get Neon's, which reaches them over an encrypted WebSocket, whatever the
 * `sslmode`; with a proxy of one's own, that is where TLS ends.
 * @throws UsageError `target/bad-url`; the message never repeats the URL.
 */
export function addressFrom(url: string, driver?: DriverName | null): Address {
  const refuse = (what: string): never => {
    throw new UsageError(
      'target/bad-url',
      `the database URL ${what}`,
      'write it as postgres://user:password@host:5432/database',
    );
  };
  if (!/^postgres(ql)?:\/\//.test(url)) refuse('does not begin with postgres:// or postgresql://');
  const parts = attempt(() => parse(certificates.reduce(withoutParameter, withoutParameter(url, 'sslmode'))), refuse);
  const host = parts.host || process.env.PGHOST || 'localhost';
  const port = Number(parts.port || process.env.PGPORT || 5432);
  if (!Number.isInteger(port) || port < 1 || port > 65535) refuse('has a port that is not a number from 1 to 65535');
  const bySystem = parameter(url, 'sslrootcert') === 'system';
  const mode = parameter(url, 'sslmode') ?? (isLocal(host) && !bySystem ? 'disable' : 'verify-full');
  if (!tlsModes.includes(mode)) refuse(`has an sslmode other than ${tlsModes.join(', ')}`);
  const chosen = driver ?? (isNeon(host) ? 'neon' : 'pg');
  // A WebSocket's TLS knows this machine's authorities only, and no certificate of ours.
  const withFiles = bySystem ? withoutParameter(url, 'sslrootcert') : url;
  if (chosen === 'neon' && /[?&]ssl(rootcert|cert|key)=/.test(withFiles)) {
    refuse("names certificate files (sslrootcert, sslcert, sslkey), which Neon's driver cannot use");
  }
  const files = attempt(() => parse(withoutParameter(withFiles, 'sslmode')).ssl, refuse);
  return {
    host,
    port,
    database: parts.database || undefined,
    user: parts.user || undefined,
    password: parts.password || undefined,
    tls: mode === 'disable' ? false : tlsFrom(mode, typeof files === 'object' ? files : {}),
    pooled: /-pooler\./.test(host),
    driver: chosen,
    proxy: chosen === 'neon' ? proxyFrom(process.env.LOCKSTEP_WS_PROXY) : null,
  };
}

/** Also the regions at Azure (`*.azure.neon.tech`) and Neon's own tests (`*.neon.build`). */
function isNeon(host: string): boolean {
  return /\.neon\.(tech|build)$/i.test(host);
}

function proxyFrom(setting: string | undefined): Proxy | null {
  const place = setting?.replace(/^wss?:\/\//, '');
  if (!place) return null;
  const host = URL.parse(`http://${place}`)?.hostname.replace(/^\[(.*)\]$/, '$1');
  if (!host) throw badProxy();
  return { place, host, secure: !isLocal(host) };
}

function badProxy(): UsageError {
  return new UsageError(
    'target/bad-url',
    'the environment variable LOCKSTEP_WS_PROXY cannot be read',
    'write it as host:port/path, or unset it to reach Neon itself',
  );
}

const tlsModes = ['disable', 'no-verify', 'require', 'verify-ca', 'verify-full', 'allow', 'prefer'];

const certificates = ['sslrootcert', 'sslcert', 'sslkey'];

/** What the parser read from the files that the URL names. */
interface Files {
  ca?: string;
  cert?: string | null;
  key?: string;
}

function tlsFrom(mode: string, { ca, cert, key }: Files): Tls {
  return {
    rejectUnauthorized: mode !== 'no-verify',
    ...(ca === undefined ? {} : { ca }),
    ...(typeof cert === 'string' ? { cert } : {}),
    ...(key === undefined ? {} : { key }),
    ...(mode === 'verify-ca' && ca !== undefined ? { checkServerIdentity: () => undefined } : {}),
  };
}

function isLocal(host: string): boolean {
  return host.startsWith('/') || host === 'localhost' || host === '::1' || (isIPv4(host) && host.startsWith('127.'));
}

function parameter(url: string, name: string): string | undefined {
  return new RegExp(`[?&]${name}=([^&#]*)`).exec(url)?.[1];
}

function withoutParameter(url: string, name: string): string {
  return url.replace(new RegExp(`([?&])${name}=[^&#]*&?`), '$1').replace(/[?&]$/, '');
}

/** The parser reads the certificates that the URL names. */
function attempt<Result>(action: () => Result, refuse: (what: string) => never): Result {
  try {
    return action();
  } catch (error) {
    const { path } = error as { path?: unknown };
    if (typeof path === 'string') return refuse(`names a certificate file that cannot be read: ${path}`);
    return refuse('cannot be read (special characters in a password are written %40 and the like)');
  }
}
