import * as z from 'zod';
import { caller, objectAt } from '../caller.ts';
import {
  bodyBytes,
  lowerCased,
  multiValueAnswer,
  multiValueEvent,
  proxyAnswer,
  queryOf,
  singleValues,
} from '../proxy.ts';

/**
 * An Application Load Balancer, which passes the query on as it was sent, still encoded. Where its target group has
 * multi-value headers switched on, `headers` is missing, and the answer has to come in the same manner.
 *
 *     {
 *       "requestContext": {
 *         "elb": { "targetGroupArn": "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/lockstep/6d0ecf831eec9f09" }
 *       },
 *       "httpMethod": "POST",
 *       "path": "/check",
 *       "queryStringParameters": { "on-fail": "200" },
 *       "headers": { "content-type": "application/json", "host": "lockstep.example.com", "x-forwarded-proto": "https" },
 *       "body": "eyJ0YXJnZXRzIjpbInByb2R1Y3Rpb24iXX0=",
 *       "isBase64Encoded": true
 *     }
 */
export const loadBalancerEventSchema = z.object({
  ...multiValueEvent,
  requestContext: z.object({ elb: z.object({ targetGroupArn: z.string() }) }),
});

export const loadBalancer = caller({
  name: 'load-balancer',
  recognises: (event) => {
    const context = objectAt(event, 'requestContext');
    return 'elb' in context && !('http' in context || 'Records' in event);
  },
  schema: loadBalancerEventSchema,
  read: (event) => ({
    kind: 'http',
    call: {
      method: event.httpMethod,
      path: event.path,
      query: queryOf(event, decoded),
      headers: event.multiValueHeaders ? singleValues(event) : lowerCased(event.headers ?? {}),
      body: bodyBytes(event),
      iam: null,
      origin: null,
    },
    reply: event.multiValueHeaders ? multiValueAnswer : proxyAnswer,
  }),
});

function decoded(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return text;
  }
}
