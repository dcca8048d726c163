import * as z from 'zod';
import type { AwsEndpoint, Received, Reply } from '../aws.ts';
import { inputOf, json, refusal } from './json.ts';

/** https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_PutLifecycleEventHookExecutionStatus.html */
const inputSchema = z.strictObject({
  deploymentId: z.string().regex(/^d-[0-9A-Z]{9}$/),
  lifecycleEventHookExecutionId: z.string().min(1),
  status: z.enum(['Succeeded', 'Failed']),
});

/** What became of a hook. */
export type HookStatus = 'Pending' | 'Succeeded' | 'Failed';

/** PutLifecycleEventHookExecutionStatus: each hook takes one. */
export function putHookStatus(received: Received, aws: AwsEndpoint): Reply {
  if (received.headers['x-amz-target'] !== 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus') {
    return refusal('UnknownOperationException');
  }
  const { input, refused } = inputOf(received, inputSchema);
  if (refused) return refused;
  const key = `${input.deploymentId} ${input.lifecycleEventHookExecutionId}`;
  const known = aws.hooks.get(key);
  if (known === undefined) return refusal('DeploymentDoesNotExistException');
  if (known !== 'Pending') return refusal('LifecycleEventAlreadyCompletedException');
  aws.hooks.set(key, input.status);
  return json(200, { lifecycleEventHookExecutionId: input.lifecycleEventHookExecutionId });
}
