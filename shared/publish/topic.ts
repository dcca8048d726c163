import { sendToTopic } from '../aws/topics.ts';
import type { Archive } from './archive/archive.ts';
import { reportKey } from './archive/keys.ts';
import type { Pages } from './archive/page-archive.ts';
import { outdates } from './archive/report-archive.ts';
import type { Channel } from './channel.ts';
import { messageOn } from './topic/message.ts';
import { reasonToSkip } from './topic/policy.ts';

export interface TopicOptions {
  /** ARN of the SNS topic */
  topic: string;
  /** what keeps the whole report, and the last one; null where nothing does */
  archive: Archive | null;
  /** keeps reports as pages, for the message to link to */
  pages?: Pages | null;
  /** the archive is no place to send anybody to */
  temporary?: boolean;
  /** the message for HTTPS subscribers in the schema of Amazon Q Developer in chat applications */
  chat: boolean;
}

/**
 * The channel that sends a report to an SNS topic: readable for e-mail, JSON for machines, with attributes to filter by.
 * A report that the target's policy keeps back is skipped, with the reason.
 */
export function topicChannel({ topic, archive, pages = null, temporary = false, chat }: TopicOptions): Channel {
  return {
    name: 'topic',
    async tell(report, policy) {
      const skip = await reasonToSkip(report, policy, archive);
      if (skip !== null) return { status: 'skipped', detail: skip };
      const whole = archive === null || temporary ? null : archive.addressOf(reportKey(report));
      if (archive) outdates(archive, report);
      const page = (await pages?.keep(report).catch(() => null)) ?? null;
      await sendToTopic(topic, { ...messageOn(report, { whole, chat, page }), ...inOrder(topic, report) });
      return { status: 'sent' };
    },
  };
}

/** A FIFO topic wants to know what is to stay in order, and what is the same message. */
function inOrder(topic: string, { target, id }: { target: { name: string }; id: string }) {
  return topic.endsWith('.fifo') ? { MessageGroupId: target.name, MessageDeduplicationId: id } : {};
}
