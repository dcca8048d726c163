/**
 * A program of its own: passes TCP on to a port of this machine, every chunk half of the delay later each way. Chunks
 * keep their order and do not wait for each other, as on a long line.
 */
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

const [port, milliseconds] = process.argv.slice(2).map(Number) as [number, number];

const server = createServer({ noDelay: true }, (near) => {
  const far = connect({ port, host: '127.0.0.1', noDelay: true });
  pass(near, far, Math.floor(milliseconds / 2));
  pass(far, near, Math.ceil(milliseconds / 2));
});
server.listen(0, '127.0.0.1');
await once(server, 'listening');
process.send?.((server.address() as AddressInfo).port);
process.once('disconnect', () => process.exit());

function pass(from: Socket, to: Socket, delay: number): void {
  // Timers of the same length fire in the order in which they were set.
  from.on('data', (chunk) => setTimeout(() => to.writable && to.write(chunk), delay));
  from.on('close', () => setTimeout(() => to.destroy(), delay));
  from.on('error', () => {});
}
