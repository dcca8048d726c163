import { type Report, reportSchema } from '../../model/report.ts';
import type { Channel } from '../channel.ts';
import type { Archive } from './archive.ts';
import { latestKey, reportKey } from './keys.ts';

/** Where a later report than the kept one was told of by this process, and could not be kept so far. */
const outdated = new Set<string>();

/**
 * The channel that keeps every report, and which one was the last of its target and operation; a dry run is not. It comes
 * after the topic: the topic asks for the last one first, and the kept report says what became of the message.
 * A temporary archive says nothing of it.
 */
export function reportArchive(archive: Archive, { temporary = false } = {}): Channel {
  return {
    name: 'archive',
    async tell(report) {
      const text = JSON.stringify(report, null, 2);
      await archive.write(reportKey(report), text);
      if (!report.dryRun) {
        await archive.write(latestKey(report), text);
        outdated.delete(latestAddress(archive, report));
      }
      return temporary ? null : { status: 'sent', detail: archive.addressOf(reportKey(report)) };
    },
  };
}

type About = Pick<Report, 'operation' | 'dryRun'> & { target: { name: string } };

/** To be called before a report is told of: from then on the last report is this one, which is still to be kept. */
export function outdates(archive: Archive, report: About): void {
  if (!report.dryRun) outdated.add(latestAddress(archive, report));
}

function latestAddress(archive: Archive, about: About): string {
  return archive.addressOf(latestKey(about));
}

/**
 * The last report of a target and operation; null where there is none, none that can be understood, or where a later one
 * could not be kept.
 * @throws Error where the archive cannot be read
 */
export async function lastReport(archive: Archive, about: About): Promise<Report | null> {
  if (outdated.has(latestAddress(archive, about))) return null;
  const text = await archive.read(latestKey(about));
  return text === null ? null : (reportSchema.safeParse(parsed(text)).data ?? null);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
