import * as z from 'zod';
import { caller, isObject } from '../caller.ts';
import { cameFrom } from '../records.ts';

/**
 * Messages of an SQS queue; of one that an SNS topic feeds as well, whose envelope is taken off.
 *
 *     {
 *       "Records": [
 *         {
 *           "messageId": "059f36b4-87a3-44ab-83d2-661975830a7d",
 *           "receiptHandle": "AQEBwJnKyrHigUMZj6rYigCgxlaS3SLy0a...",
 *           "body": "{\"targets\":[\"production\"]}",
 *           "attributes": { "ApproximateReceiveCount": "1", "SentTimestamp": "1795251600000" },
 *           "messageAttributes": {},
 *           "md5OfBody": "e4e68fb7bd0e697a0ae8f1bb342846b3",
 *           "eventSource": "aws:sqs",
 *           "eventSourceARN": "arn:aws:sqs:eu-central-1:123456789012:deploys",
 *           "awsRegion": "eu-central-1"
 *         }
 *       ]
 *     }
 */
export const queueEventSchema = z.object({
  Records: z
    .array(
      z.object({
        eventSource: z.literal('aws:sqs'),
        eventSourceARN: z.string(),
        messageId: z.string(),
        body: z.string(),
      }),
    )
    .min(1),
});

export const queue = caller({
  name: 'queue',
  recognises: (event) => cameFrom(event, 'eventSource', 'aws:sqs'),
  schema: queueEventSchema,
  read: ({ Records }) => ({
    kind: 'queue',
    messages: Records.map(({ messageId, body }) => ({ id: messageId, text: withoutEnvelope(body) })),
    inOrder: Records.some(({ eventSourceARN }) => eventSourceARN.endsWith('.fifo')),
  }),
});

function withoutEnvelope(body: string): string {
  try {
    const envelope: unknown = JSON.parse(body);
    const isEnvelope = isObject(envelope) && envelope.Type === 'Notification' && typeof envelope.TopicArn === 'string';
    return isEnvelope && typeof envelope.Message === 'string' ? envelope.Message : body;
  } catch {
    return body;
  }
}
