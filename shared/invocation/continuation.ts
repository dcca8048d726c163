import * as z from 'zod';
import type { Result } from '../model/report.ts';
import { reportsOf, wasBegun } from './gate.ts';

/** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const mostOfToken = 2048;

const names = z.array(z.string().min(1)).max(100);
const continuationSchema = z.strictObject({ pass: names, warn: names }).refine(({ pass, warn }) => {
  const seen = [...pass, ...warn];
  return seen.length > 0 && new Set(seen).size === seen.length;
});

/** The targets that a call of many has seen so far, where one invocation has no time for all; what blocks ends it at once. */
export type Continuation = z.infer<typeof continuationSchema>;

/** How it goes on: with what it has seen, and what is left. */
export interface Step {
  seen: Continuation;
  left: string[];
}

export function seenIn({ pass, warn }: Continuation): string[] {
  return [...pass, ...warn];
}

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
 * The targets that are still to be looked at, of all that a call is about.
 * @returns null where there are none, or it has seen one that is none of them
 */
export function leftOf(asked: string[], before: Continuation): string[] | null {
  const seen = seenIn(before);
  const left = [...new Set(asked)].filter((name) => !seen.includes(name));
  return left.length > 0 && seen.every((name) => asked.includes(name)) ? left : null;
}

/**
 * How a call goes on whose time ran out: with the targets that were not reached, if others were and all of these are well.
 * Null where it cannot: a fix that was begun is not begun again, and without a step forward it would go on for ever.
 */
export function continued(result: Result, before: Continuation | null): Step | null {
  const reports = reportsOf(result);
  const isLeft = (report: (typeof reports)[number]) =>
    report.findings.some(({ code }) => code === 'target/out-of-time');
  const left = reports.filter(isLeft);
  const looked = reports.filter((report) => !isLeft(report));
  const canGoOn = looked.length > 0 && left.length > 0 && looked.every(({ ok }) => ok);
  if (!canGoOn || (result.operation === 'fix' && left.some(wasBegun))) return null;
  const found = (wanted: 'pass' | 'warn') => [
    ...(before?.[wanted] ?? []),
    ...looked.filter(({ verdict }) => verdict === wanted).map(({ target }) => target.name),
  ];
  return { seen: { pass: found('pass'), warn: found('warn') }, left: left.map(({ target }) => target.name) };
}

/** Null where the names of what was seen are too long for it. */
export function tokenOf(continuation: Continuation): string | null {
  const token = JSON.stringify(continuation);
  return token.length <= mostOfToken ? token : null;
}
