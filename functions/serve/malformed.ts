import { type Server, type ServerResponse, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { HttpError, problemFrom } from '../../shared/answer/problem.ts';
import type { HttpAnswer } from '../../shared/invocation/http.ts';

/** What Node refuses by itself, before there is a request: with problem details like everything else. */
export function refuseMalformed(server: Server): void {
  const latest = new WeakMap<Duplex, ServerResponse>();
  server.on('request', ({ socket }, response) => latest.set(socket, response));
  server.on('checkExpectation', (_request, response) => {
    const { status, headers, body } = refused(417, 'only "expect: 100-continue" can be met', 'leave "expect" out');
    response.writeHead(status, headers).end(body);
  });
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    // Where an answer is to come, another one would be taken for it, and says that nothing was run.
    if (!socket.writable || isUnderWay(latest.get(socket))) return socket.destroy();
    // Destroyed once it is sent: whoever sends on would keep the connection open.
    return socket.end(rawText(refusalOf(error)), () => socket.destroy());
  });
}

/** Whether a request is complete, so that it may run, or being answered, and that answer is not sent yet. */
function isUnderWay(response: ServerResponse | undefined): boolean {
  if (response === undefined || response.writableFinished) return false;
  return response.req.complete || response.headersSent;
}

function refusalOf({ code }: NodeJS.ErrnoException): HttpAnswer {
  if (code === 'HPE_HEADER_OVERFLOW') return refused(431, 'the headers have more than 16 KiB', 'send fewer of them');
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return refused(408, 'the request took too long to come', 'send it at once');
  return refused(400, 'this is no HTTP/1.1', 'send a request as "Call it from your pipeline" in README.md shows');
}

function refused(status: number, message: string, next: string): HttpAnswer {
  const { headers, body } = problemFrom(new HttpError({ status }, message, next));
  const ends = { connection: 'close', 'content-length': String(Buffer.byteLength(body)) };
  return { status, headers: { ...headers, ...ends }, body };
}

function rawText({ status, headers, body }: HttpAnswer): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status]}`, ...lines, '', body].join('\r\n');
}
