import * as z from 'zod';
import { caller } from '../caller.ts';
import { githubCallbackSchema } from '../senders/github.ts';

export const deferredKey = 'lockstep:deferred';
const foreign = ['requestContext', 'Records', 'detail-type'];

/**
 * What a Lambda sends to itself where a caller preferred not to wait. Nobody can send it over HTTP, where all that a
 * caller writes lies below `headers` and `body`; who may invoke the function directly is let in by IAM.
 *
 *     {
 *       "lockstep:deferred": {
 *         "reportId": "check-01J000000000000000000000AB",
 *         "ask": { "targets": ["production"] },
 *         "who": "bearer",
 *         "delivery": { "key": "calls/check/0f3a", "fingerprint": "9b1c", "startedAt": 1795251600000 },
 *         "callback": {
 *           "repository": "octo-org/shop",
 *           "repositoryId": 186853002,
 *           "runId": 1234567890,
 *           "installation": 5,
 *           "environment": "production"
 *         }
 *       }
 *     }
 */
export const deferredEventSchema = z.object({
  [deferredKey]: z.object({
    reportId: z.string().regex(/^[a-z]+-[0-9A-Z]{26}$/),
    ask: z.unknown(),
    who: z.string(),
    delivery: z.object({ key: z.string(), fingerprint: z.string(), startedAt: z.number() }).nullable(),
    callback: githubCallbackSchema.optional(),
  }),
});

export const deferred = caller({
  name: 'deferred',
  recognises: (event) => deferredKey in event && !foreign.some((key) => key in event),
  schema: deferredEventSchema,
  read: (event) => ({ kind: 'deferred', deferred: event[deferredKey] }),
});
