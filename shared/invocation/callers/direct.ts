import { type Caller, isObject } from '../caller.ts';
import { deferredKey } from './deferred.ts';

const foreign = ['requestContext', 'Records', 'detail-type', 'httpMethod', deferredKey];

/**
 * Somebody who invokes the function itself: the console's Test, `aws lambda invoke`, a constant input of EventBridge
 * Scheduler, a Step Functions task. The event is the ask.
 *
 *     { "targets": ["production"] }
 */
export const direct: Caller = {
  name: 'direct',
  recognises: (event) =>
    event === null || event === undefined || (isObject(event) && !foreign.some((key) => key in event)),
  read: (event) => ({ kind: 'ask', ask: event ?? {} }),
};
