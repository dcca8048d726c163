import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';

/** A server that passes on to a port of this machine, and counts how often a client spoke after the server did. */
export interface TurnCounter {
  port: number;
  turns: number;
  close(): void;
}

export async function turnCounter(port: number): Promise<TurnCounter> {
  const server = createServer({ noDelay: true }, (near) => {
    const far = connect({ port, host: '127.0.0.1', noDelay: true });
    let answered = true;
    near.on('data', (bytes) => {
      // Nobody waits for an answer to a farewell.
      if (answered && bytes.toString('latin1', 0, 1) !== 'X') counter.turns += 1;
      answered = false;
      far.write(bytes);
    });
    far.on('data', (bytes) => {
      answered = true;
      near.write(bytes);
    });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      one.on('close', () => other.destroy());
      one.on('error', () => {});
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const counter = { port: (server.address() as AddressInfo).port, turns: 0, close: () => void server.close() };
  return counter;
}
