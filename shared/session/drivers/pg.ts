import type { ClientConfig } from 'pg';
import Client from 'pg/lib/client.js';
import type { Address } from '../address.ts';
import type { Connect, ConnectOptions } from './driver.ts';
import { driverOver } from './over.ts';
import { ownTypes } from './types.ts';

/** `pg`, for every host that is not Neon's. */
export const connectWithPg: Connect = async (address, options) => {
  const client = new Client(configuration(address, options));
  // A connection that is lost between two queries is an event; the next query rejects and tells it.
  client.on('error', () => {});
  const letGo = () => socketOf(client)?.destroy();
  options.signal.addEventListener('abort', letGo, { once: true });
  try {
    await client.connect();
    return driverOver(client, letGo);
  } catch (error) {
    // `pg` lets a server that asked for a password it was not given wait for it, and whoever waits for that server, too.
    letGo();
    throw error;
  } finally {
    options.signal.removeEventListener('abort', letGo);
  }
};

function configuration(address: Address, { applicationName, timeoutMs, startup }: ConnectOptions): ClientConfig {
  const { host, port, database, user, password, tls } = address;
  return {
    host,
    port,
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    // A copy: `pg` hides the key of the object that it gets.
    ssl: tls && { ...tls },
    application_name: applicationName,
    connectionTimeoutMillis: timeoutMs,
    keepAlive: true,
    // By itself the system waits two hours before it asks whether the other side is there; a fix has its lock lost sooner.
    keepAliveInitialDelayMillis: 10_000,
    types: ownTypes,
    ...startup,
  };
}

/** `pg` has no public way to drop a connection without saying goodbye. */
function socketOf(client: Client): { destroy(): void } | undefined {
  return (client as unknown as { connection?: { stream?: { destroy(): void } } }).connection?.stream;
}
