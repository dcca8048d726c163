import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Desk } from '../../shared/answer/desk.ts';
import type { HttpCall } from '../../shared/invocation/http.ts';
import { UsageError } from '../../shared/model/errors.ts';
import { refuseMalformed } from './malformed.ts';
import { pageOf } from './page/page.ts';
import { received } from './receive.ts';
import type { Reply, Streamed } from './reply.ts';
import { route } from './route.ts';
import { runsOf } from './runs.ts';

/** How long a stop waits for runs to finish by themselves, and then for those that it cancelled. */
const finishMs = 3_000;
const cancelMs = 6_000;

/** Slow clients are cut off: after so long their head, their request as a whole, or their reading of the answer. */
const times = { headersTimeout: 10_000, requestTimeout: 15_000, connectionsCheckingInterval: 1_000 };
const readingMs = 15_000;
const mostConnections = 500;

export interface Listening {
  port: number;
  /** with which the page is opened first where nobody logs in; null where people do */
  oneTimeToken: string | null;
  /** Ends it within ten seconds: nobody new, the others are answered, runs that take too long are cancelled. */
  stop(): Promise<void>;
}

/**
 * Listens.
 * @throws UsageError where host and port cannot be had
 */
export async function listen(desk: Desk, { host, port }: { host: string; port: number }): Promise<Listening> {
  const runs = runsOf();
  const cancel = new AbortController();
  const means = { desk, runs, signal: cancel.signal };
  const page = pageOf(means, { host, port: () => portOf(server) });
  const respond = async (call: HttpCall) => (await page.reply(call)) ?? route(call, means);
  const server = createServer({ ...times, keepAliveTimeout: 5_000 }, (request, response) => {
    attend(request, response, { respond, stops: () => !server.listening }).catch(() => response.destroy());
  });
  if (!Number.isInteger(port) || port < 0 || port > 65_535) {
    throw new UsageError('usage/arguments', 'a port is a whole number of at most 65535', 'choose another with --port');
  }
  refuseMalformed(server);
  server.maxConnections = mostConnections;
  server.listen(port, host);
  await once(server, 'listening').catch((error: NodeJS.ErrnoException) => {
    const message = `cannot listen on ${host}, port ${port} (${error.code ?? 'no reason given'})`;
    throw new UsageError('usage/arguments', message, 'choose another with --port, or --host');
  });
  const stop = () => stopped(server, async () => runs.idle(), cancel);
  return { port: portOf(server), oneTimeToken: page.oneTimeToken, stop };
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

async function attend(
  request: IncomingMessage,
  response: ServerResponse,
  { respond, stops }: { respond: (call: HttpCall) => Promise<Reply>; stops: () => boolean },
): Promise<void> {
  const reply = await respond(await received(request));
  // A request that was not read to its end makes a connection unusable, and a server that stops wants none left.
  if (!request.complete || stops()) response.setHeader('connection', 'close');
  response.setTimeout(readingMs, () => response.destroy());
  if ('stream' in reply) return streamed(reply, response);
  const { status, headers, body } = reply;
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(request.method === 'HEAD' ? '' : body);
}

/** What whoever listens hears no more of ends with the connection. */
async function streamed({ status, headers, stream }: Streamed, response: ServerResponse): Promise<void> {
  response.writeHead(status, headers);
  await (response.req.method === 'HEAD' ? response.end() : pipeline(stream, response));
}

async function stopped(server: Server, idle: () => Promise<void>, cancel: AbortController): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  const over = Promise.all([closed, idle()]);
  if (await within(over, finishMs)) return;
  cancel.abort();
  if (!(await within(over, cancelMs))) server.closeAllConnections();
}

async function within(work: Promise<unknown>, milliseconds: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), milliseconds);
  });
  return Promise.race([work.then(() => true), late]).finally(() => clearTimeout(timer));
}
