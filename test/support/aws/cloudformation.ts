import * as z from 'zod';
import type { AwsEndpoint, Received, Reply } from '../aws.ts';

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const answerSchema = z.strictObject({
  Status: z.enum(['SUCCESS', 'FAILED']),
  Reason: z.string().min(1).optional(),
  PhysicalResourceId: z.string().min(1).max(1024),
  StackId: z.string().startsWith('arn:'),
  RequestId: z.string().min(1),
  LogicalResourceId: z.string().min(1),
  NoEcho: z.boolean().optional(),
  Data: z.record(z.string(), z.unknown()).optional(),
});
export type StackAnswer = z.infer<typeof answerSchema>;

/** The address where a custom resource is answered: its signature is in the query, and covers an empty content type. */
export function takeAnswer({ method, path, headers, body }: Received, aws: AwsEndpoint): Reply {
  if (method !== 'PUT' || !path.includes('X-Amz-Signature=')) return { status: 403 };
  if (headers['content-type'] || headers.authorization) return { status: 403 };
  if (body.length > 4096) return { status: 400 };
  const { data } = answerSchema.safeParse(JSON.parse(body.toString('utf8')));
  if (data === undefined || (data.Status === 'FAILED' && !data.Reason)) return { status: 400 };
  aws.answers.push(data);
  return { status: 200 };
}

/** DescribeStacks in the query protocol, of one stack. */
export function describeStacks({ body }: Received, aws: AwsEndpoint): Reply {
  const form = new URLSearchParams(body.toString('utf8'));
  if (form.get('Action') !== 'DescribeStacks' || form.get('Version') !== '2010-05-15') return refused('InvalidAction');
  const status = aws.stacks.get(form.get('StackName') ?? '');
  if (status === undefined) return refused('ValidationError');
  const member = `<member><StackName>Shop</StackName><StackStatus>${status}</StackStatus></member>`;
  return xml(
    200,
    `<DescribeStacksResponse><DescribeStacksResult><Stacks>${member}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  );
}

function refused(code: string): Reply {
  return xml(400, `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code></Error></ErrorResponse>`);
}

function xml(status: number, body: string): Reply {
  return { status, body, headers: { 'content-type': 'text/xml' } };
}
