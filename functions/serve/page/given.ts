import type { Desk } from '../../../shared/answer/desk.ts';
import { HttpError } from '../../../shared/answer/problem.ts';
import type { HttpCall } from '../../../shared/invocation/http.ts';
import type { Archive } from '../../../shared/publish/archive/archive.ts';
import type { Entrance, Visitor } from './entrance.ts';
import { type PageTarget, targetAt, targetsFor } from './known-targets.ts';
import type { PageRuns } from './page-runs.ts';

/** What a room of the page gets. */
export interface Given {
  call: HttpCall;
  form: URLSearchParams;
  desk: Desk & { archive: Archive };
  entrance: Entrance;
  runs: PageRuns;
  /** null in a room that everybody may enter */
  visitor: Visitor | null;
  /** what stands in the path for names: of a target, of a report, of a run */
  names: string[];
}

/** The targets as the visitor sees them. */
export async function targetsOf({ visitor, desk }: Given): Promise<PageTarget[]> {
  return visitor === null ? [] : targetsFor(visitor, desk);
}

/** @throws HttpError where the path names none */
export async function targetOf(given: Given): Promise<PageTarget> {
  const target = targetAt(given.names[0] ?? '', await targetsOf(given));
  return target ?? lost('no target of this name is configured');
}

/** @throws HttpError 404 */
export function lost(message: string): never {
  throw new HttpError({ status: 404 }, message, 'go back to the page, and on from there');
}
