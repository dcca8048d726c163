import * as z from 'zod';
import type { Result } from '../model/report.ts';
import { reportsOf, wasBegun } from './gate.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const mostOfToken = 2048;

const count = z.number().int().nonnegative().max(100);
const continuationSchema = z
  .strictObject({
    /** the targets that are still to be looked at */
    left: z.array(z.string().min(1)).min(1).max(100),
    /** how many were asked for in all */
    of: count,
    /** what was found so far; what blocks ends a job at once */
    pass: count,
    warn: count,
  })
  .refine(({ left, of, pass, warn }) => new Set(left).size === left.length && pass + warn + left.length === of)
  .refine(({ pass, warn }) => pass + warn > 0);

/** How far a call of many targets has come, where one invocation has no time for all of them. */
export type Continuation = z.infer<typeof continuationSchema>;

/** Null where it is none of ours: it went through other hands. */
export function continuationFrom(token: string): Continuation | null {
  if (token.length > mostOfToken) return null;
  try {
    return continuationSchema.safeParse(JSON.parse(token)).data ?? null;
  } catch {
    return null;
  }
}

/**
 * How a call goes on whose time ran out: with the targets that were not reached, if others were and all of these are well.
 * Null where it cannot: a fix that was begun is not begun again, and without a step forward it would go on for ever.
 */
export function continued(result: Result, before: Continuation | null): Continuation | null {
  const reports = reportsOf(result);
  const isLeft = (report: (typeof reports)[number]) =>
    report.findings.some(({ code }) => code === 'target/out-of-time');
  const left = reports.filter(isLeft);
  const looked = reports.filter((report) => !isLeft(report));
  const canGoOn = looked.length > 0 && left.length > 0 && looked.every(({ ok }) => ok);
  if (!canGoOn || (result.operation === 'fix' && left.some(wasBegun))) return null;
  const warn = looked.filter(({ verdict }) => verdict === 'warn').length;
  return {
    left: left.map(({ target }) => target.name),
    of: before?.of ?? reports.length,
    pass: (before?.pass ?? 0) + looked.length - warn,
    warn: (before?.warn ?? 0) + warn,
  };
}

/** Null where the names of what is left are too long for it. */
export function tokenOf(continuation: Continuation): string | null {
  const token = JSON.stringify(continuation);
  return token.length <= mostOfToken ? token : null;
}
