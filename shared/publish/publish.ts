import type { Log } from '../model/house.ts';
import type { Delivery, Report } from '../model/report.ts';
import type { PublishPolicy } from '../model/settings.ts';
import { withoutCredentials } from '../request/credentials.ts';
import type { Channel } from './channel.ts';

/**
 * Tells a report on every channel, one after the other, and returns it with what became of each. A channel that fails
 * is logged and in the report; it never hides the verdict, never changes it, and never keeps the next from its turn.
 */
export async function publish(
  report: Report,
  { channels, policy, log }: { channels: Channel[]; policy: PublishPolicy; log: Log },
): Promise<Report> {
  const published: Delivery[] = [];
  for (const channel of channels) {
    const told = { ...report, published: [...published] };
    published.push({
      channel: channel.name,
      ...(await channel.tell(told, policy).catch(failed(channel, report, log))),
    });
  }
  return channels.length === 0 ? report : { ...report, published };
}

function failed({ name }: Channel, report: Report, log: Log) {
  return (error: unknown): Omit<Delivery, 'channel'> => {
    const detail = withoutCredentials(error instanceof Error ? error.message : String(error));
    log.error('a report could not be published', { channel: name, report: report.id, error: detail });
    return { status: 'failed', detail };
  };
}
