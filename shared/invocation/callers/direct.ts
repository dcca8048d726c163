import { type Caller, isObject, misshapen } from '../caller.ts';
import { gateMarks } from '../marks.ts';
import { deferredKey } from './deferred.ts';

const foreign = ['requestContext', 'Records', 'detail-type', 'httpMethod', deferredKey, ...Object.values(gateMarks)];

/**
 * Somebody who invokes the function itself: the console's Test, `aws lambda invoke`, a constant input of EventBridge
 * Scheduler, a Step Functions task. The event is the ask; with `"onFail": "throw"` beside it the function fails where the
 * verdict is block or unknown, for whoever goes by that alone.
 *
 *     { "targets": ["production"] }
 */
export const direct: Caller = {
  name: 'direct',
  recognises: (event) =>
    event === null || event === undefined || (isObject(event) && !foreign.some((key) => key in event)),
  read(event) {
    if (!isObject(event) || !Object.hasOwn(event, 'onFail')) return { kind: 'ask', ask: event ?? {} };
    const { onFail, ...ask } = event;
    if (onFail !== 'throw') throw misshapen('onFail takes only "throw"');
    return { kind: 'ask', ask, throws: true };
  },
};
