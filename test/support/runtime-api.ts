import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

/** As Lambda tells it to whoever invoked the function. */
export interface LambdaError {
  errorType: string;
  errorMessage: string;
  trace?: string[];
}

/** What came of an invocation. */
export type Outcome = { result: unknown; error?: undefined } | { error: LambdaError; result?: undefined };

export interface RuntimeApi {
  /** host:port, as AWS_LAMBDA_RUNTIME_API has it */
  place: string;
  /** Gives an event to the function, as soon as it asks for one. `onDelivery` is called then, with the id. */
  offer(event: unknown, options: { timeoutMs: number; onDelivery(id: string): void }): Promise<Outcome>;
  /** Resolves when the function asks for an event. */
  asked(): Promise<void>;
  /** Ends the invocation that is under way, as Lambda does when the process is gone; nothing where none is. */
  abandon(error: LambdaError): void;
  close(): void;
}

interface Order {
  id: string;
  event: unknown;
  timeoutMs: number;
  onDelivery(id: string): void;
  settle(outcome: Outcome): void;
}

interface State {
  order: Order | null;
  /** the answer to a function that waits for an event */
  waiting: ServerResponse | null;
  onAsked(): void;
}

/**
 * The Runtime API of Lambda for one function: one event at a time, with the headers of the real one.
 * https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html
 */
export async function runtimeApi(functionArn: string): Promise<RuntimeApi> {
  const state: State = { order: null, waiting: null, onAsked: () => {} };
  const settle = (outcome: Outcome) => {
    const { order } = state;
    state.order = null;
    order?.settle(outcome);
  };
  const server = createServer(async (request, response) => {
    if (request.url?.endsWith('/invocation/next')) {
      state.waiting = response;
      state.onAsked();
      return deliver(state, functionArn);
    }
    const outcome = await outcomeIn(request);
    response.writeHead(202, { 'content-type': 'application/json' }).end('{"status":"OK"}');
    settle(outcome);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    place: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    offer(event, options) {
      const { promise, resolve } = Promise.withResolvers<Outcome>();
      state.order = { id: randomUUID(), event, settle: resolve, ...options };
      deliver(state, functionArn);
      return promise;
    },
    asked() {
      if (state.waiting) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      state.onAsked = resolve;
      return promise;
    },
    abandon(error) {
      state.waiting = null;
      settle({ error });
    },
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

function deliver(state: State, functionArn: string): void {
  const { order, waiting } = state;
  if (order === null || waiting === null) return;
  state.waiting = null;
  order.onDelivery(order.id);
  const headers = {
    'content-type': 'application/json',
    'lambda-runtime-aws-request-id': order.id,
    'lambda-runtime-deadline-ms': String(Date.now() + order.timeoutMs),
    'lambda-runtime-invoked-function-arn': functionArn,
    'lambda-runtime-trace-id': 'Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700;Parent=9a9197af755a6419;Sampled=0',
  };
  waiting.writeHead(200, headers).end(JSON.stringify(order.event));
}

/** `/response`, `/error` and `/init/error`. */
async function outcomeIn(request: IncomingMessage): Promise<Outcome> {
  const body = JSON.parse(await text(request)) as unknown;
  return request.url?.endsWith('/response') ? { result: body } : { error: body as LambdaError };
}
