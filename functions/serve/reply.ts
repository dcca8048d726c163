import type { HttpAnswer } from '../../shared/invocation/http.ts';

/** An answer that goes on being written. */
export interface Streamed extends Omit<HttpAnswer, 'body'> {
  stream: AsyncIterable<string>;
}

/** What `lockstep serve` answers. */
export type Reply = HttpAnswer | Streamed;
