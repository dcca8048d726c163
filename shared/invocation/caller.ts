import type * as z from 'zod';
import { UsageError } from '../model/errors.ts';
import type { Gate } from './gate.ts';
import type { HttpAnswer, HttpCall } from './http.ts';
import type { GitHubCallback } from './senders/github.ts';

/** One message of a queue or topic: what it asks, and the name under which its failure is told. */
export interface Message {
  id: string;
  /** the text that should be JSON */
  text: string;
}

/** Work that was left for later (`Prefer: respond-async`, GitHub). */
export interface Deferred {
  /** under which `/reports/` gives the answer */
  reportId: string;
  ask: unknown;
  /** who asked for it */
  who: string;
  /** where the delivery is remembered; null where it had no id */
  delivery: DeliveryMark | null;
  /** who is told the verdict, in place of an answer that is kept */
  callback?: GitHubCallback | undefined;
}

/** A delivery that is being carried out: the key of its record, and the body it came with. */
export interface DeliveryMark {
  key: string;
  fingerprint: string;
  startedAt: number;
}

/** An event, as what is to be done about it. */
export type Invocation =
  | { kind: 'http'; call: HttpCall; reply(answer: HttpAnswer): unknown }
  | { kind: 'ask'; ask: unknown; throws?: true }
  | { kind: 'gate'; gate: Gate }
  | { kind: 'notification'; message: Message }
  | { kind: 'queue'; messages: Message[]; inOrder: boolean }
  | { kind: 'deferred'; reportId: string };

/** One kind of event. */
export interface Caller {
  name: string;
  /** Tells by its marks alone, whatever the event is; no two callers recognise the same event. */
  recognises(event: unknown): boolean;
  /** @throws UsageError where the event has the marks and not the shape */
  read(event: unknown): Invocation;
}

/** Defines a caller by the schema of its event. */
export function caller<Schema extends z.ZodType>(definition: {
  name: string;
  recognises(event: Record<string, unknown>): boolean;
  schema: Schema;
  read(event: z.output<Schema>): Invocation;
}): Caller {
  const { name, schema, recognises, read } = definition;
  return {
    name,
    recognises: (event) => isObject(event) && recognises(event),
    read(event) {
      const result = schema.safeParse(event);
      if (result.success) return read(result.data);
      throw misshapen(`not an event as ${name} sends it: ${complaints(result.error)}`);
    },
  };
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The object under a key of an event; an empty one where there is none. */
export function objectAt(event: Record<string, unknown>, key: string): Record<string, unknown> {
  const value = Object.hasOwn(event, key) ? event[key] : undefined;
  return isObject(value) ? value : {};
}

export function misshapen(message: string): UsageError {
  return new UsageError('usage/arguments', message, 'see "Call it from your pipeline" in README.md');
}

/** Paths and reasons, never values. */
function complaints(error: z.ZodError): string {
  const told = error.issues.slice(0, 3).map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  return told.join('; ').replaceAll('Invalid input: ', '');
}
