import { randomBytes } from 'node:crypto';
import { request } from 'node:http';
import { request as secureRequest } from 'node:https';

/** Asking why must not take longer than what is asked about. */
const patienceMs = 2000;

/**
 * Why a WebSocket did not open. Node's own fails with an event that has neither message nor code, so the same request
 * is made once more by hand: DNS, TCP, TLS or HTTP say what is wrong.
 */
export function whyNot(url: URL, { signal }: { signal: AbortSignal }): Promise<Error> {
  const { promise, resolve } = Promise.withResolvers<Error>();
  const asking = (url.protocol === 'https:' ? secureRequest : request)(url, {
    headers: {
      Connection: 'Upgrade',
      Upgrade: 'websocket',
      'Sec-WebSocket-Version': '13',
      'Sec-WebSocket-Key': randomBytes(16).toString('base64'),
    },
    signal,
    timeout: patienceMs,
  });
  asking.on('error', resolve);
  asking.on('timeout', () => resolve(new Error('timeout expired before a WebSocket was opened')));
  // Its socket is no longer the request's, which would let go of it.
  asking.on('upgrade', (_, socket) => {
    socket.destroy();
    resolve(new Error('a WebSocket could be opened only at the second try'));
  });
  asking.on('response', ({ statusCode, statusMessage }) =>
    resolve(new Error(`no WebSocket there: it answers ${statusCode} ${statusMessage}`)),
  );
  asking.end();
  return promise.finally(() => asking.destroy());
}
