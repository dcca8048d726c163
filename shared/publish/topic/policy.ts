import type { Report } from '../../model/report.ts';
import type { PublishPolicy } from '../../model/settings.ts';
import type { Archive } from '../archive/archive.ts';
import { lastReport } from '../archive/report-archive.ts';
import { inTime } from '../in-time.ts';

const readingMs = 3_000;

/**
 * Why a report is not sent under a target's policy; null where it is. `changes` compares with the last report of the same
 * target and operation. Where that could not be kept or cannot be read, or its own message failed, the report is sent: one
 * too many is better than a change that nobody hears of.
 */
export async function reasonToSkip(
  report: Report,
  policy: PublishPolicy,
  archive: Archive | null,
): Promise<string | null> {
  if (policy === 'always') return null;
  if (policy === 'problems')
    return report.verdict === 'pass' ? 'the verdict is pass, and problems are sent only' : null;
  if (archive === null) return null;
  const last = await inTime(() => lastReport(archive, report), readingMs).catch(() => null);
  if (last === null || last.verdict !== report.verdict || wasNotHeard(last)) return null;
  return `the verdict is ${report.verdict} as it was at ${last.startedAt}, and changes are sent only`;
}

function wasNotHeard({ published = [] }: Report): boolean {
  return published.some(({ channel, status }) => channel === 'topic' && status === 'failed');
}
