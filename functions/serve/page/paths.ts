import { segment } from '../../../shared/publish/archive/keys.ts';
import type { BriefReport } from './history.ts';

/** Where the history of a target is. */
export function targetPath(target: string): string {
  return `/targets/${segment(target)}`;
}

/** Where a report is, as a page. */
export function reportPath({ target, startedAt, id }: Pick<BriefReport, 'target' | 'startedAt' | 'id'>): string {
  return `${targetPath(target.name)}/reports/${startedAt.slice(0, 10)}/${id}`;
}

/** Where a run is that was begun from the page. */
export function runPath(id: string): string {
  return `/runs/${id}`;
}
