import * as z from 'zod';
import { caller, objectAt } from '../caller.ts';
import { bodyBytes, multiValueAnswer, multiValueEvent, queryOf, singleValues } from '../proxy.ts';

/**
 * The payload 1.0 of API Gateway (REST APIs). `identity.userArn` is there only where the method's authorization is
 * AWS_IAM, and comes from AWS alone.
 *
 *     {
 *       "resource": "/check",
 *       "path": "/check",
 *       "httpMethod": "POST",
 *       "headers": { "Content-Type": "application/json", "Host": "abc.execute-api.eu-central-1.amazonaws.com" },
 *       "multiValueHeaders": { "Content-Type": ["application/json"], "Host": ["abc.execute-api.eu-central-1.amazonaws.com"] },
 *       "queryStringParameters": { "on-fail": "200" },
 *       "multiValueQueryStringParameters": { "on-fail": ["200"] },
 *       "pathParameters": null,
 *       "stageVariables": null,
 *       "requestContext": {
 *         "accountId": "123456789012",
 *         "apiId": "abc",
 *         "domainName": "abc.execute-api.eu-central-1.amazonaws.com",
 *         "httpMethod": "POST",
 *         "identity": { "sourceIp": "203.0.113.7", "userArn": "arn:aws:iam::123456789012:user/deployer" },
 *         "path": "/production/check",
 *         "requestId": "c6af9ac6-7b61-11e6-9a41-93e8deadbeef",
 *         "stage": "production"
 *       },
 *       "body": "{\"targets\":[\"production\"]}",
 *       "isBase64Encoded": false
 *     }
 */
export const apiGatewayEventSchema = z.object({
  ...multiValueEvent,
  requestContext: z.object({
    domainName: z.string().nullish(),
    path: z.string().nullish(),
    identity: z.object({ userArn: z.string().nullish() }).nullish(),
  }),
});

export const apiGateway = caller({
  name: 'api-gateway',
  recognises: (event) => {
    const context = objectAt(event, 'requestContext');
    return (
      'httpMethod' in event &&
      'requestContext' in event &&
      !('http' in context || 'elb' in context || 'Records' in event)
    );
  },
  schema: apiGatewayEventSchema,
  read: (event) => ({
    kind: 'http',
    call: {
      method: event.httpMethod,
      path: event.requestContext.path ?? event.path,
      query: queryOf(event, (text) => text),
      headers: singleValues(event),
      body: bodyBytes(event),
      iam: event.requestContext.identity?.userArn || null,
      origin: event.requestContext.domainName ? `https://${event.requestContext.domainName}` : null,
    },
    reply: multiValueAnswer,
  }),
});
