import * as z from 'zod';
import type { Deferred } from '../invocation/caller.ts';
import { githubCallbackSchema } from '../invocation/senders/github.ts';
import { NotAllowedError, UnexpectedError } from '../model/errors.ts';
import type { Operation } from '../model/report.ts';
import type { Archive } from '../publish/archive/archive.ts';

const deferredSchema = z.strictObject({
  reportId: z.string(),
  ask: z.unknown(),
  who: z.string(),
  delivery: z.strictObject({ key: z.string(), fingerprint: z.string(), startedAt: z.number() }).nullable(),
  callback: githubCallbackSchema.optional(),
});

/**
 * Writes down what a function leaves for its next invocation, whose event holds no more than the id: whoever may invoke
 * the function could write anything into an event, but nothing into the archive.
 * @throws UnexpectedError where there is no archive, and what the archive throws
 */
export async function writeDown(deferred: Deferred, operation: Operation, archive: Archive | null): Promise<void> {
  if (archive === null) throw new UnexpectedError('there is no archive to keep for later what is asked');
  await archive.write(keyOf(deferred.reportId, operation), JSON.stringify(deferred));
}

/**
 * What was left for later under an id.
 * @throws NotAllowedError where nothing was, and what the archive throws
 */
export async function leftUnder(reportId: string, operation: Operation, archive: Archive | null): Promise<Deferred> {
  const text = (await archive?.read(keyOf(reportId, operation))) ?? null;
  if (text !== null) return deferredSchema.parse(JSON.parse(text));
  const next = 'ask for what you want, as "Call it from your pipeline" in README.md shows';
  throw new NotAllowedError('usage/not-allowed', `nothing was left for later under ${reportId}`, next);
}

function keyOf(reportId: string, operation: Operation): string {
  return `calls/${operation}/deferred/${reportId}.json`;
}
