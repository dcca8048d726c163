import type { CustomTypesConfig } from 'pg';
import type { Driver, Row } from './driver.ts';
import { ownTypes } from './types.ts';

/** What `pg` and Neon's descendant of it have in common. */
export interface Client {
  query(query: { text: string; types: CustomTypesConfig }): Promise<{ rows: Row[] } | { rows: Row[] }[]>;
  on(event: 'notice', listener: (notice: { message?: string | undefined }) => void): unknown;
  off(event: 'notice', listener: (notice: { message?: string | undefined }) => void): unknown;
  once(event: 'end' | 'error', listener: () => void): unknown;
  end(): Promise<void>;
}

/** A connected client as a driver; `destroy` is what lets go of its connection at once. */
export function driverOver(client: Client, destroy: () => void): Driver {
  const { promise: ended, resolve } = Promise.withResolvers<void>();
  client.once('end', () => resolve());
  client.once('error', () => resolve());
  return {
    ended,
    async query(text) {
      // Neon's forgets the client's own types from the second result of a message on.
      const result = await client.query({ text, types: ownTypes }).catch(asError);
      return (Array.isArray(result) ? result : [result]).map(({ rows }) => rows);
    },
    onNotice(listener) {
      const hear = (notice: { message?: string | undefined }) => listener(notice.message ?? '');
      client.on('notice', hear);
      return () => client.off('notice', hear);
    },
    // Neon's waits for ever for the end of what has ended.
    end: () => Promise.race([client.end(), ended]),
    destroy,
  };
}

/** A WebSocket that breaks is an event, which has no message. */
function asError(reason: unknown): never {
  throw reason instanceof Error ? reason : new Error('connection terminated: its WebSocket broke');
}
