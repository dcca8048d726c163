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
  /** when all has to be over, by `Date.now()`; without one each channel has its ten seconds */
  deadline?: number | undefined;
}

/**
 * Tells a report on every channel, one after the other, and returns it with what became of each. A channel that fails,
 * or takes longer than ten seconds or than its share of the time that is left, is logged and in the report; it never hides
 * the verdict, never changes it, and never keeps the next from its turn. Each channel sees what became of the report on
 * those before it.
 */
export async function publish(report: Report, means: Means): Promise<Report> {
  const published: Delivery[] = [];
  for (const [index, channel] of means.channels.entries()) {
    const told = { ...report, published: [...published] };
    const delivery = await delivered(channel, told, { ...means, channels: means.channels.slice(index) });
    if (delivery) published.push({ channel: channel.name, ...delivery });
  }
  return published.length === 0 ? report : { ...report, published };
}

async function delivered(channel: Channel, report: Report, means: Means): ReturnType<Channel['tell']> {
  try {
    return await inTime(() => channel.tell(report, means.policy), timeFor(channel, means));
  } catch (error) {
    const detail = withoutCredentials(error instanceof Error ? error.message : String(error));
    means.log.error('a report could not be published', { channel: channel.name, report: report.id, error: detail });
    return { status: 'failed', detail };
  }
}

/** Of the time that is left, one share for each channel whose turn is still to come. */
function timeFor(channel: Channel, { channels, deadline = Number.POSITIVE_INFINITY }: Means): number {
  if (!takesTime(channel)) return mostMs;
  return Math.min(mostMs, (deadline - Date.now()) / channels.filter(takesTime).length);
}

/** Metrics are a line of output, which is written at once, also when no time is left. */
function takesTime({ name }: Channel): boolean {
  return name !== 'metrics';
}
