import * as z from 'zod';
import { caller } from '../caller.ts';

export const deferredKey = 'lockstep:deferred';
const foreign = ['requestContext', 'Records', 'detail-type'];

/**
 * What a Lambda sends to itself where a caller preferred not to wait. Nobody can send it over HTTP, where all that a
 * caller writes lies below `headers` and `body`; who may invoke the function directly can name no more than what the
 * function itself has left for later.
 *
 *     {
 *       "lockstep:deferred": { "reportId": "check-01J000000000000000000000AB" }
 *     }
 */
export const deferredEventSchema = z.object({
  [deferredKey]: z.object({ reportId: z.string().regex(/^[a-z]+-[0-9A-Z]{26}$/) }),
});

export const deferred = caller({
  name: 'deferred',
  recognises: (event) => deferredKey in event && !foreign.some((key) => key in event),
  schema: deferredEventSchema,
  read: (event) => ({ kind: 'deferred', reportId: event[deferredKey].reportId }),
});
