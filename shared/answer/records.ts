import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { DeliveryMark } from '../invocation/caller.ts';
import { type Operation, type Result, resultSchema } from '../model/report.ts';
import type { Settings } from '../model/settings.ts';
import type { Archive } from '../publish/archive/archive.ts';

/** What has become of a call, as the archive keeps it. */
const recordSchema = z.object({
  /** `waiting`: left for later, and not begun; `released`: it came to nothing that lasts, and may be tried again */
  state: z.enum(['waiting', 'running', 'done', 'released']),
  /** since when it waits, or runs */
  startedAt: z.number(),
  /** of the body that it came with */
  fingerprint: z.string(),
  /** null while it runs, and where it failed by a mistake of our own */
  result: resultSchema.nullable(),
});
export type CallRecord = z.infer<typeof recordSchema>;

const dayMs = 86_400_000;
/** So long Lambda keeps what nobody waits for: maxEventAge in infra/function.ts. */
const longestWaitMs = 3_600_000;

/** What is to be done about a call that came with an id. */
export type Attempt =
  | { kind: 'new'; mark: DeliveryMark }
  | { kind: 'repeated'; result: Result }
  | { kind: 'running' }
  | { kind: 'other-body' };

interface Incoming {
  operation: Operation;
  /** of the caller; ids of several callers may be the same */
  identity: string;
  id: string;
  body: Buffer;
  /** whether nobody waits for its answer, so that it may begin much later */
  later: boolean;
}

/**
 * Takes a delivery on, or says what came of it before. The archive can write a key only once atomically, so each attempt
 * has a key of its own: whoever claims the next one carries it out. An attempt is over when it is done, when it was
 * released, or when it has waited or run for longer than a call can.
 */
export async function attemptOf(archive: Archive, incoming: Incoming, longestMs: number): Promise<Attempt> {
  const { operation, identity, id, body, later } = incoming;
  const folder = `calls/${operation}/${hashed(`${identity}\n${id}`)}`;
  const fingerprint = hashed(body);
  for (let attempt = 1; ; attempt += 1) {
    const key = `${folder}/${attempt}.json`;
    const startedAt = Date.now();
    const mark = { key, fingerprint, startedAt };
    if (await archive.claim(key, underWay(later ? 'waiting' : 'running', fingerprint))) return { kind: 'new', mark };
    const known = await recordAt(archive, key);
    // Somebody else is just claiming it.
    if (known === null) return { kind: 'running' };
    if (startedAt - known.startedAt > dayMs) continue;
    if (known.fingerprint !== fingerprint) return { kind: 'other-body' };
    if (known.state === 'done' && known.result) return { kind: 'repeated', result: known.result };
    if (isUnderWay(known, longestMs)) return { kind: 'running' };
  }
}

/** So long a run that was begun may take at most, its publishing included: what takes longer is lost. */
export function longestRunMs({ limits }: Settings): number {
  return (limits.totalSeconds + 60) * 1000;
}

/** The record of a call that waits or runs from now on. */
export function underWay(state: 'waiting' | 'running', fingerprint: string): string {
  return JSON.stringify({ state, startedAt: Date.now(), fingerprint, result: null } satisfies CallRecord);
}

/** Whether it can still come to its end: what died on the way never says so. */
export function isUnderWay({ state, startedAt }: CallRecord, longestMs: number): boolean {
  if (state !== 'waiting' && state !== 'running') return false;
  return Date.now() - startedAt <= longestMs + (state === 'waiting' ? longestWaitMs : 0);
}

/** The record of a delivery that is over. What a sender tries again, and what failed, is not remembered. */
export function concluded({ startedAt, fingerprint }: DeliveryMark, result: Result | null): string {
  const lasts = result !== null && result.verdict !== 'unknown';
  const record: CallRecord = {
    startedAt,
    fingerprint,
    state: lasts ? 'done' : 'released',
    result: lasts ? result : null,
  };
  return JSON.stringify(record);
}

/** Where the answer to a call that nobody waited for is kept. */
export function answerKey(operation: Operation, reportId: string): string {
  return `calls/${operation}/reports/${reportId}.json`;
}

export async function recordAt(archive: Archive, key: string): Promise<CallRecord | null> {
  const text = await archive.read(key);
  return text === null ? null : recordSchema.parse(JSON.parse(text));
}

function hashed(content: string | Buffer): string {
  return createHash('sha256').update(content).digest('hex');
}
