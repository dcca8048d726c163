import * as z from 'zod';
import { isResponseAddress, putAnswer } from '../../aws/custom-resource.ts';
import { stackStatus } from '../../aws/stacks.ts';
import { caller, misshapen } from '../caller.ts';
import { cutTo, type Outcome, opens, sentenceOf } from '../gate.ts';
import { hasOnlyMark } from '../marks.ts';

/**
 * A custom resource of CloudFormation, as `lockstep.gate()` of the CDK construct makes it. What is asked stands in its
 * properties beside CloudFormation's own; `Deployment` differs at every deployment, so that CloudFormation calls each time.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref.html
 *
 *     {
 *       "RequestType": "Update",
 *       "ServiceToken": "arn:aws:lambda:eu-central-1:123456789012:function:lockstep-check",
 *       "ResponseURL": "https://cloudformation-custom-resource-response-eucentral1.s3.eu-central-1.amazonaws.com/arn%3Aaws?X-Amz-Signature=0f3a",
 *       "StackId": "arn:aws:cloudformation:eu-central-1:123456789012:stack/Shop/5f2c8ff0-9e7b-11f1-bd42-0afc3a8b5c4d",
 *       "RequestId": "8d5f1c3a-2b7e-4d06-9c55-3a6a1a0d2f11",
 *       "LogicalResourceId": "Gate",
 *       "PhysicalResourceId": "lockstep-gate-Gate",
 *       "ResourceType": "Custom::LockstepGate",
 *       "ResourceProperties": {
 *         "ServiceToken": "arn:aws:lambda:eu-central-1:123456789012:function:lockstep-check",
 *         "ServiceTimeout": "1200",
 *         "Deployment": "2026-11-21T09:00:00.000Z",
 *         "targets": ["production"],
 *         "all": "true"
 *       },
 *       "OldResourceProperties": {
 *         "ServiceToken": "arn:aws:lambda:eu-central-1:123456789012:function:lockstep-check",
 *         "ServiceTimeout": "1200",
 *         "Deployment": "2026-11-20T09:00:00.000Z",
 *         "targets": ["production"],
 *         "all": "true"
 *       }
 *     }
 */
export const cloudformationEventSchema = z.object({
  RequestType: z.enum(['Create', 'Update', 'Delete']),
  ResponseURL: z.string(),
  StackId: z.string().regex(/^arn:aws[\w-]*:cloudformation:[\w-]+:\d{12}:stack\/[\w/-]+$/, 'is no ARN of a stack'),
  RequestId: z.string().min(1).max(200),
  LogicalResourceId: z.string().min(1).max(255),
  PhysicalResourceId: z.string().min(1).max(1024).optional(),
  ResourceProperties: z.record(z.string(), z.unknown()).default({}),
});
type Request = z.infer<typeof cloudformationEventSchema>;

export const cloudformation = caller({
  name: 'cloudformation',
  recognises: (event) => hasOnlyMark(event, 'cloudformation'),
  schema: cloudformationEventSchema,
  read(event) {
    // Whoever may invoke the function shall not make it call whom they like.
    if (!isResponseAddress(event.ResponseURL)) throw misshapen('ResponseURL is no address of CloudFormation');
    let direction: Direction = 'forward';
    return {
      kind: 'gate',
      gate: {
        async skips(deadline) {
          if (event.RequestType === 'Delete') return 'the gate is taken away';
          direction = await directionOf(event, deadline);
          return direction === 'back' ? 'the stack is rolling back, which nothing holds up' : null;
        },
        ask: () => askIn(event.ResourceProperties),
        id: `${event.StackId} ${event.RequestId}`,
        async conclude(outcome, deadline) {
          await putAnswer(event.ResponseURL, bodyOf(event, answerTo(outcome, event, direction)), deadline);
        },
      },
    };
  },
});

/** CloudFormation makes texts of all that is not a list or an object; a manifest would not survive that, and is a text itself. */
function askIn({
  ServiceToken: _,
  ServiceTimeout: __,
  Deployment: ___,
  manifest,
  ...rest
}: Request['ResourceProperties']) {
  const ask = Object.fromEntries(Object.entries(rest).map(([key, value]) => [key, asBoolean(value)]));
  return manifest === undefined
    ? ask
    : { ...ask, manifest: typeof manifest === 'string' ? parsed(manifest) : manifest };
}

function asBoolean(value: unknown): unknown {
  return value === 'true' || value === 'false' ? value === 'true' : value;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw misshapen('the manifest is not a text of JSON');
  }
}

interface Answer {
  status: 'SUCCESS' | 'FAILED';
  reason: string;
}

function answerTo(outcome: Outcome, event: Request, direction: Direction): Answer {
  const reason = sentenceOf(outcome);
  if (outcome.kind === 'not-run' || opens(outcome)) return { status: 'SUCCESS', reason };
  if (direction !== 'unknown') return { status: 'FAILED', reason };
  const stack = event.StackId.split('/')[1];
  const skip = `aws cloudformation continue-update-rollback --stack-name ${stack} --resources-to-skip ${event.LogicalResourceId}`;
  return { status: 'FAILED', reason: `if this is a rollback, go on with: ${skip}. ${reason}` };
}

type Direction = 'forward' | 'back' | 'unknown';

/**
 * Whether the stack goes forward or rolls back. CloudFormation says nothing of it in the event, and takes a failure in a
 * rollback for UPDATE_ROLLBACK_FAILED, from which it needs a person. No rollback creates a gate.
 */
async function directionOf({ RequestType, StackId }: Request, deadline: number): Promise<Direction> {
  if (RequestType === 'Create') return 'forward';
  try {
    return (await stackStatus(StackId, deadline)).endsWith('ROLLBACK_IN_PROGRESS') ? 'back' : 'forward';
  } catch {
    return 'unknown';
  }
}

/** https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html */
const mostOfBody = 4096;

function bodyOf(event: Request, { status, reason }: Answer): string {
  const { StackId, RequestId, LogicalResourceId } = event;
  // The same at every request: another one would be another resource, and the former deleted.
  const PhysicalResourceId = event.PhysicalResourceId ?? `lockstep-gate-${LogicalResourceId}`;
  const rest = { Status: status, PhysicalResourceId, StackId, RequestId, LogicalResourceId, NoEcho: true };
  const body = (Reason: string) => JSON.stringify({ ...rest, Reason });
  return body(cutTo(reason, mostOfBody, (each) => Buffer.byteLength(body(each))));
}
