import * as z from 'zod';
import { caller } from '../caller.ts';
import { cameFrom } from '../records.ts';

/**
 * A message of an SNS topic. Lambda gets one at a time.
 *
 *     {
 *       "Records": [
 *         {
 *           "EventVersion": "1.0",
 *           "EventSubscriptionArn": "arn:aws:sns:eu-central-1:123456789012:deploys:21be56ed-a058-49f5-8c98-aedd2564c486",
 *           "EventSource": "aws:sns",
 *           "Sns": {
 *             "Type": "Notification",
 *             "MessageId": "95df01b4-ee98-5cb9-9903-4c221d41eb5e",
 *             "TopicArn": "arn:aws:sns:eu-central-1:123456789012:deploys",
 *             "Subject": null,
 *             "Message": "{\"targets\":[\"production\"]}",
 *             "Timestamp": "2026-11-21T09:00:00.000Z",
 *             "MessageAttributes": {}
 *           }
 *         }
 *       ]
 *     }
 */
export const topicEventSchema = z.object({
  Records: z.tuple([
    z.object({
      EventSource: z.literal('aws:sns'),
      Sns: z.object({ MessageId: z.string(), Message: z.string() }),
    }),
  ]),
});

export const topic = caller({
  name: 'topic',
  recognises: (event) => cameFrom(event, 'EventSource', 'aws:sns'),
  schema: topicEventSchema,
  read: ({ Records: [{ Sns }] }) => ({ kind: 'notification', message: { id: Sns.MessageId, text: Sns.Message } }),
});
