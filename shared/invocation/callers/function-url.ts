import * as z from 'zod';
import { caller, objectAt } from '../caller.ts';
import { bodyBytes, lowerCased, proxyAnswer } from '../proxy.ts';

/**
 * The payload 2.0 of Lambda Function URLs and of API Gateway's HTTP APIs. `authorizer.iam` is there only where AWS_IAM
 * let the caller in, and comes from AWS alone.
 *
 *     {
 *       "version": "2.0",
 *       "routeKey": "$default",
 *       "rawPath": "/",
 *       "rawQueryString": "on-fail=200",
 *       "headers": { "content-type": "application/json", "host": "abc.lambda-url.eu-central-1.on.aws" },
 *       "requestContext": {
 *         "accountId": "123456789012",
 *         "apiId": "abc",
 *         "authorizer": { "iam": { "userArn": "arn:aws:iam::123456789012:user/deployer" } },
 *         "domainName": "abc.lambda-url.eu-central-1.on.aws",
 *         "http": { "method": "POST", "path": "/", "protocol": "HTTP/1.1", "sourceIp": "203.0.113.7", "userAgent": "curl" },
 *         "requestId": "e1506fd5-9e7b-434f-bd42-4f8fa224b599",
 *         "stage": "$default",
 *         "timeEpoch": 1795251600000
 *       },
 *       "body": "{\"targets\":[\"production\"]}",
 *       "isBase64Encoded": false
 *     }
 */
export const functionUrlEventSchema = z.object({
  version: z.literal('2.0'),
  rawPath: z.string(),
  rawQueryString: z.string().default(''),
  headers: z.record(z.string(), z.string()).default({}),
  requestContext: z.object({
    domainName: z.string().optional(),
    http: z.object({ method: z.string() }),
    authorizer: z.object({ iam: z.object({ userArn: z.string().nullish() }).nullish() }).nullish(),
  }),
  body: z.string().nullish(),
  isBase64Encoded: z.boolean().default(false),
});

export const functionUrl = caller({
  name: 'function-url',
  recognises: (event) => 'http' in objectAt(event, 'requestContext') && !('Records' in event),
  schema: functionUrlEventSchema,
  read: (event) => ({
    kind: 'http',
    call: {
      method: event.requestContext.http.method,
      path: event.rawPath,
      query: new URLSearchParams(event.rawQueryString),
      headers: lowerCased(event.headers),
      body: bodyBytes(event),
      iam: event.requestContext.authorizer?.iam?.userArn || null,
      origin: event.requestContext.domainName ? `https://${event.requestContext.domainName}` : null,
    },
    reply: proxyAnswer,
  }),
});
