import * as z from 'zod';
import { caller, misshapen } from '../caller.ts';

/**
 * An event of an EventBridge rule, or the default event of EventBridge Scheduler, whose `detail` is the text "{}".
 * A team's own event carries what it asks in `detail`; what AWS writes there is not for us.
 *
 *     {
 *       "version": "0",
 *       "id": "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
 *       "detail-type": "Scheduled Event",
 *       "source": "aws.scheduler",
 *       "account": "123456789012",
 *       "time": "2026-11-21T09:00:00Z",
 *       "region": "eu-central-1",
 *       "resources": ["arn:aws:scheduler:eu-central-1:123456789012:schedule/default/lockstep-nightly"],
 *       "detail": "{}"
 *     }
 */
export const eventBridgeEventSchema = z.object({
  'detail-type': z.string(),
  source: z.string(),
  detail: z.unknown(),
});

export const eventBridge = caller({
  name: 'event-bridge',
  recognises: (event) => 'detail-type' in event && !('Records' in event || 'requestContext' in event),
  schema: eventBridgeEventSchema,
  read: ({ source, detail }) => ({
    kind: 'ask',
    ask: source === 'aws' || source.startsWith('aws.') ? {} : asked(detail),
  }),
});

function asked(detail: unknown): unknown {
  if (typeof detail !== 'string') return detail ?? {};
  try {
    return JSON.parse(detail);
  } catch {
    throw misshapen('the detail of the event is a text that is not JSON');
  }
}
