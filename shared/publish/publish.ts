import type { Log } from '../model/house.ts';
import type { Delivery, Report } from '../model/report.ts';
import type { PublishPolicy } from '../model/settings.ts';
import { withoutCredentials } from '../request/credentials.ts';
import type { Channel } from './channel.ts';
import { inTime } from './in-time.ts';

/** A channel that hangs must not eat the answer, nor what is left of the function's time. */
const mostMs = 10_000;

interface Means {
  channels: Channel[];
  policy: PublishPolicy;
  log: Log;
  /** for each channel, in milliseconds */
  mostMs?: number;
}

/**
 * Tells a report on every channel, one after the other, and returns it with what became of each. A channel that fails,
 * or takes longer than ten seconds, is logged and in the report; it never hides the verdict, never changes it, and never
 * keeps the next from its turn. Each channel sees what became of the report on those before it.
 */
export async function publish(report: Report, means: Means): Promise<Report> {
  const published: Delivery[] = [];
  for (const channel of means.channels) {
    const told = { ...report, published: [...published] };
    const delivery = await delivered(channel, told, means);
    if (delivery) published.push({ channel: channel.name, ...delivery });
  }
  return means.channels.length === 0 ? report : { ...report, published };
}

async function delivered(channel: Channel, report: Report, means: Means): ReturnType<Channel['tell']> {
  try {
    // A channel that throws at once, before its promise, has failed like any other.
    const work = Promise.resolve().then(() => channel.tell(report, means.policy));
    return await inTime(work, means.mostMs ?? mostMs);
  } catch (error) {
    const detail = withoutCredentials(error instanceof Error ? error.message : String(error));
    means.log.error('a report could not be published', { channel: channel.name, report: report.id, error: detail });
    return { status: 'failed', detail };
  }
}
