import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { onTestFinished } from 'vitest';

/** A TCP server of our own, gone with the test: `answer` gets each connection and its number, from 1. */
export async function tcpServer(
  answer: (socket: Socket, count: number) => void,
): Promise<{ port: number; url: string }> {
  const sockets = new Set<Socket>();
  let count = 0;
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    count += 1;
    answer(socket, count);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { port, url: `postgres://app:hunter2-secret@127.0.0.1:${port}/shop` };
}

/** Passes everything on to a database, and hears what the client sends. */
export function passOn(socket: Socket, url: string, hear: (sent: Buffer) => void = () => {}): void {
  const { hostname, port } = new URL(url);
  const upstream = connect(Number(port), hostname);
  upstream.on('error', () => socket.destroy());
  socket.on('close', () => upstream.destroy());
  upstream.on('close', () => socket.destroy());
  socket.on('data', hear);
  socket.pipe(upstream).pipe(socket);
}

/** The same URL with another port: through a proxy. */
export function through(url: string, { port }: { port: number }): string {
  const address = new URL(url);
  address.port = String(port);
  return address.href;
}

/** PostgreSQL's ErrorResponse. https://www.postgresql.org/docs/current/protocol-message-formats.html */
export function errorResponse(sqlState: string, message: string): Buffer {
  const body = Buffer.from(`SFATAL\0VFATAL\0C${sqlState}\0M${message}\0\0`);
  const head = Buffer.alloc(5);
  head.write('E');
  head.writeInt32BE(body.length + 4, 1);
  return Buffer.concat([head, body]);
}

/** The texts of the simple queries in what a client sent. */
export function queriesIn(sent: Buffer[]): string[] {
  const bytes = Buffer.concat(sent);
  const queries: string[] = [];
  // The startup message has no type byte; it comes first and says its length.
  for (let at = bytes.readInt32BE(0); at + 5 <= bytes.length; at += 1 + bytes.readInt32BE(at + 1)) {
    if (bytes.toString('latin1', at, at + 1) === 'Q') {
      queries.push(bytes.toString('utf8', at + 5, at + bytes.readInt32BE(at + 1)));
    }
  }
  return queries;
}
