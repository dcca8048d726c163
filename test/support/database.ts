import { randomBytes } from 'node:crypto';
import { Client, type QueryResultRow } from 'pg';
import { inject, onTestFinished } from 'vitest';
import { whenTheFileEnds } from './endings.ts';

/** The major versions that this run has servers for, to run a suite on each: `describe.each(versions)('on PostgreSQL %i', ...)`. */
export const versions: number[] = Object.keys(inject('postgres')).map(Number);

/** What can be asked of a database as one user. 64-bit whole numbers arrive as text. */
export interface Connection {
  url: string;
  /** Runs SQL on one connection that stays open, and returns the rows (of the last statement where there are several). */
  query<Row extends QueryResultRow = QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Another session of the same user, to hold a lock or a transaction open with. Closed with the database. */
  connect(): Promise<Client>;
}

export interface TestDatabase extends Connection {
  name: string;
  version: number;
  /** A new login role without privileges; then whatever SQL `grants` makes of its (quoted) name, run as superuser. */
  role(grants?: (role: string) => string): Promise<Connection & { name: string }>;
}

/**
 * A fresh database with a superuser's URL, gone when the test (or the file, where a hook asked) ends, however it ends.
 *
 *     const shop = await database(`CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (5)`);
 *     const reader = await shop.role((role) => `GRANT SELECT ON orders TO ${role}`);
 *     await check(shop.url); await check(reader.url);
 *     expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
 *
 * `version` chooses the server; by default it is the newest that runs. `forFile`: it stays until the file ends, whoever asks.
 */
export async function database(
  setupSql = '',
  { version = usualVersion(), forFile = false } = {},
): Promise<TestDatabase> {
  const server = inject('postgres')[version];
  if (server === undefined) throw new Error(`no PostgreSQL ${version} runs: LOCKSTEP_PG_VERSIONS names ${versions}`);
  const name = `test_${randomBytes(6).toString('hex')}`;
  const roles: string[] = [];
  const clients: Client[] = [];
  // Eight times as fast as the default of 15 and newer; 14 knows no other.
  const strategy = version >= 15 ? 'STRATEGY file_copy' : '';
  await asSuperuser(server, `CREATE DATABASE ${name} TEMPLATE template0 ${strategy}`);
  atTheEnd(async () => {
    // FORCE ends every session first, those that wait for a lock included, so that closing them cannot hang.
    const dropRoles = roles.map((role) => `DROP ROLE IF EXISTS ${role}`);
    await asSuperuser(server, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`, ...dropRoles);
    await Promise.allSettled(clients.map((client) => client.end()));
  }, forFile);
  const owner = connection(withPath(server, name), clients);
  if (setupSql !== '') await owner.query(setupSql);
  return {
    ...owner,
    name,
    version,
    async role(grants) {
      const role = `role_${randomBytes(6).toString('hex')}`;
      await owner.query(`CREATE ROLE ${role} LOGIN PASSWORD 'secret-of-${role}'`);
      roles.push(role);
      if (grants) await owner.query(grants(role));
      return { name: role, ...connection(withUser(owner.url, role, `secret-of-${role}`), clients) };
    },
  };
}

function usualVersion(): number {
  return Math.max(...versions);
}

function connection(url: string, clients: Client[]): Connection {
  let own: Promise<Client> | undefined;
  const connect = async () => {
    const client = new Client({ connectionString: url });
    // The server ends the connection where a test drops its database or terminates it on purpose.
    client.on('error', () => {});
    await client.connect();
    clients.push(client);
    return client;
  };
  return {
    url,
    connect,
    async query<Row extends QueryResultRow>(sql: string, values?: unknown[]) {
      own ??= connect();
      const answer = await (await own).query<Row>(sql, values);
      return (Array.isArray(answer) ? answer.at(-1) : answer).rows;
    },
  };
}

async function asSuperuser(url: string, ...statements: string[]): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

function withPath(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

function withUser(url: string, user: string, password: string): string {
  const address = new URL(url);
  address.username = user;
  address.password = password;
  return address.href;
}

/** In a test: when it ends. In a hook, which serves the whole file: when the file ends. */
function atTheEnd(action: () => Promise<void>, forFile: boolean): void {
  try {
    if (forFile) whenTheFileEnds(action);
    else onTestFinished(action);
  } catch {
    whenTheFileEnds(action);
  }
}
