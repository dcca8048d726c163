import { isIPv4 } from 'node:net';

/** Where a URL leads. `host`: a path where it is a socket of this machine. */
export interface Place {
  host: string;
  database: string | undefined;
}

/** Parts of names, as whole words. */
const words = new Set(
  'dev develop development local localhost test testing tests staging stage stg qa uat sandbox preview demo ci scratch'.split(
    ' ',
  ),
);
/** A name that says this as well means production: `test-prod`, `live-demo`. */
const productionWords = new Set(['prod', 'production', 'prd', 'live']);
/** What a service is called in a compose file; a server that others reach has a name with dots. */
const containers = new Set(['db', 'database', 'postgres', 'postgresql', 'pg', 'postgis', 'timescaledb', 'mydb']);
/** Ends of names that no public server has. https://www.rfc-editor.org/rfc/rfc6761, https://www.rfc-editor.org/rfc/rfc6762 */
const privateEnds = new Set(['local', 'localhost', 'test', 'invalid', 'example', 'lan', 'home']);

/**
 * Why a database looks like one for development, in words; null where nothing says so. Names are taken apart into whole
 * words, so that `latest` and `contest` are none. The endpoints of Neon have random names, and are not looked into.
 */
export function developmentSign({ host, database }: Place): string | null {
  const name = host.toLowerCase().replace(/\.$/, '');
  if (isThisMachine(name)) return `its host is this machine (${host})`;
  if (!name.includes('.') && !name.includes(':') && containers.has(name)) {
    return `its host "${host}" is a name that only containers of one machine have`;
  }
  const inHost = wordIn(namesOf(name));
  if (inHost !== null) return `its host ${host} says "${inHost}"`;
  const inDatabase = database === undefined ? null : wordIn([database.toLowerCase()]);
  return inDatabase === null ? null : `its database "${database}" says "${inDatabase}"`;
}

function isThisMachine(host: string): boolean {
  const bare = host.replace(/^\[(.*)\]$/, '$1');
  if (bare === '' || bare.startsWith('/') || bare === '::1' || bare === '::' || bare === '0.0.0.0') return true;
  if (isIPv4(bare) || /^::ffff:/.test(bare)) return bare.replace('::ffff:', '').startsWith('127.');
  const end = bare.split('.').at(-1) ?? '';
  return privateEnds.has(end) || bare === 'host.docker.internal';
}

/**
 * The labels of a host that its owner chose. The last is no word of his (.dev is an ordinary domain), and the one before it
 * names the company: `db.testing.com`. RDS, Cloud SQL and the like have the instance's name first, then a random one.
 */
function namesOf(host: string): string[] {
  if (isIPv4(host) || host.includes(':')) return [];
  const labels = host.split('.');
  if (labels.length === 1) return labels;
  const own = labels.slice(0, labels.at(-1) === 'internal' ? -1 : -2);
  return /\.neon\.(tech|build)$/.test(host) ? own.slice(1) : own;
}

/** The first name that says so, unless that name says production as well. */
function wordIn(names: string[]): string | null {
  for (const name of names) {
    const parts = name.split(/[^\p{L}\p{N}]+/u);
    if (parts.some((part) => productionWords.has(part))) return null;
    const found = parts.find((part) => words.has(part.replace(/\d+$/, '')));
    if (found !== undefined) return found;
  }
  return null;
}
