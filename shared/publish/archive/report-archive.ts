import { type Operation, type Report, reportSchema } from '../../model/report.ts';
import type { Channel } from '../channel.ts';
import type { Archive } from './archive.ts';
import { latestKey, reportKey } from './keys.ts';

/**
 * The channel that keeps every report, and which one was the last of its target and operation. It comes after the topic:
 * the topic asks for the last one first, and the kept report says what became of the message.
 */
export function reportArchive(archive: Archive): Channel {
  return {
    name: 'archive',
    async tell(report) {
      const text = JSON.stringify(report, null, 2);
      await archive.write(reportKey(report), text);
      await archive.write(latestKey(report), text);
      return { status: 'sent', detail: archive.addressOf(reportKey(report)) };
    },
  };
}

/**
 * The last report of a target and operation; null where there is none, or none that can be understood.
 * @throws Error where the archive cannot be read
 */
export async function lastReport(
  archive: Archive,
  about: { target: { name: string }; operation: Operation },
): Promise<Report | null> {
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
