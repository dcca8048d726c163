import { Client } from '@neondatabase/serverless';
import { continueSession } from 'pg/lib/crypto/sasl.js';
import type { Address } from '../address.ts';
import type { Connect, ConnectOptions } from './driver.ts';
import { driverOver } from './over.ts';
import { ownTypes } from './types.ts';
import { whyNot } from './why-not.ts';

/** Neon's driver: PostgreSQL's protocol within a WebSocket, which Node has had of its own since version 22. */
export const connectWithNeon: Connect = async (address, options) => {
  const client = new Client(configuration(address, options));
  const { webSocket } = carry(client, address);
  // A connection that is lost between two queries is an event; the next query rejects and tells it.
  client.on('error', () => {});
  const letGo = () => dropped(client);
  const { promise: gaveUp, reject } = Promise.withResolvers<never>();
  loggingIn(client, reject);
  const timer = setTimeout(() => reject(new Error('timeout expired')), options.timeoutMs);
  const stop = () => reject(new Error('connection ended: the run was stopped'));
  options.signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([client.connect(), gaveUp]);
    return driverOver(client, letGo);
  } catch (error) {
    letGo();
    // A WebSocket that fails is an event without a word why.
    throw error instanceof Error ? error : await whyNot(webSocket, options);
  } finally {
    clearTimeout(timer);
    options.signal.removeEventListener('abort', stop);
  }
};

/** Sets up the WebSocket; returns its address without the scheme, which the driver adds. */
function carry({ neonConfig }: Client, { host, port, proxy }: Address): { webSocket: URL } {
  const where = proxy === null ? `${host}/v2` : `${proxy.place}?address=${host}:${port}`;
  const secure = proxy?.secure ?? true;
  neonConfig.wsProxy = () => where;
  neonConfig.useSecureWebSocket = secure;
  neonConfig.pipelineTLS = false;
  // Sent ahead of its time, the password could not be refused before the first query: nothing would be tried again
  // while the database wakes. And only a server that takes it in clear would understand.
  neonConfig.pipelineConnect = false;
  // Writing later, together with what may come, costs a millisecond each time, and the last word is never sent.
  neonConfig.coalesceWrites = false;
  return { webSocket: new URL(`${secure ? 'https' : 'http'}://${where}`) };
}

function configuration(address: Address, { applicationName, startup }: ConnectOptions) {
  const { host, port, database, user, password } = address;
  return {
    host,
    port,
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    application_name: applicationName,
    types: ownTypes,
    ...startup,
  };
}

/**
 * Logs in as `pg` does. Neon's own way takes thousands of asynchronous steps to prove a password (SCRAM; Neon itself
 * takes it in clear), and what it throws in answer to an event nobody would catch: it would end the process.
 */
function loggingIn(client: Client, reject: (error: unknown) => void): void {
  const { _handleAuthSASL: begin, _handleAuthSASLFinal: end } = client as unknown as Record<string, Handler>;
  const guarded = (handle: Handler | undefined) => (message: unknown) =>
    (async () => handle?.call(client, message))().catch(reject);
  Object.assign(client, {
    _handleAuthSASL: guarded(begin),
    _handleAuthSASLContinue: guarded(async (message) => {
      await continueSession(client.saslSession, client.password, (message as { data: string }).data);
      client.connection.sendSCRAMClientFinalMessage(client.saslSession.response);
    }),
    _handleAuthSASLFinal: guarded(end),
  });
}

type Handler = (this: Client, message: unknown) => unknown;

/** The closing of a WebSocket waits for the other side; whoever waits for an answer is told at once. */
function dropped({ connection: { stream } }: Client): void {
  const socket = stream as unknown as { destroy(): void; emit(event: 'close'): void };
  socket.destroy();
  socket.emit('close');
}
