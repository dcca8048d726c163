import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface WebSocketProxy {
  /** for LOCKSTEP_WS_PROXY: host:port/path */
  place: string;
  /** messages that clients sent through it so far, and connections that they opened */
  readonly messages: number;
  readonly connections: number;
  /** From now on it reads nothing more of what clients send, the closing of their WebSockets included. */
  fallSilent(): void;
  close(): void;
}

export interface ProxyOptions {
  /** Called with the number of each connection, from 1: what becomes of it. */
  receive?: (count: number) => 'pass on' | 'pass on late' | 'break off' | 'stay silent';
  lateMs?: number;
}

/** What Neon's own proxy does, for any PostgreSQL: bytes in WebSocket messages to and from `?address=host:port`. */
export async function webSocketProxy({
  receive = () => 'pass on',
  lateMs = 0,
}: ProxyOptions = {}): Promise<WebSocketProxy> {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/v2' });
  let connections = 0;
  let messages = 0;
  server.on('connection', (client, { url }) => {
    connections += 1;
    client.on('message', () => {
      messages += 1;
    });
    const fate = receive(connections);
    if (fate === 'break off') client.terminate();
    const address = new URL(url ?? '', 'ws://proxy').searchParams.get('address') ?? '';
    if (fate === 'pass on') passOn(client, address);
    if (fate === 'pass on late') {
      client.pause();
      setTimeout(() => {
        passOn(client, address);
        client.resume();
      }, lateMs);
    }
  });
  await once(server, 'listening');
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}/v2`,
    get messages() {
      return messages;
    },
    get connections() {
      return connections;
    },
    fallSilent() {
      for (const client of server.clients) client.pause();
    },
    close() {
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

function passOn(client: WebSocket, address: string): void {
  const [, host = '', port = ''] = /^(.*):(\d+)$/.exec(address) ?? [];
  const socket = connect(Number(port), host).setNoDelay(true);
  client.on('message', (bytes: Buffer) => socket.write(bytes));
  socket.on('data', (bytes) => client.readyState === client.OPEN && client.send(bytes));
  socket.on('close', () => client.close());
  client.on('close', () => socket.destroy());
  socket.on('error', () => client.close());
  client.on('error', () => socket.destroy());
}
