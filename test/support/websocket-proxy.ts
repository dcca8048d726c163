import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

export interface WebSocketProxy {
  /** for LOCKSTEP_WS_PROXY: host:port/path */
  place: string;
  /** messages that clients sent through it so far, and connections that they opened */
  readonly messages: number;
  readonly connections: number;
  close(): void;
}

export interface ProxyOptions {
  /** Called with the number of each connection, from 1: what becomes of it. */
  receive?: (count: number) => 'pass on' | 'break off' | 'stay silent';
}

/** What Neon's own proxy does, for any PostgreSQL: bytes in WebSocket messages to and from `?address=host:port`. */
export async function webSocketProxy({ receive = () => 'pass on' }: ProxyOptions = {}): Promise<WebSocketProxy> {
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
    if (fate === 'pass on') passOn(client, new URL(url ?? '', 'ws://proxy').searchParams.get('address') ?? '');
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
