import * as z from 'zod';
import { tell } from '../../aws/tell.ts';
import { caller } from '../caller.ts';
import { opens } from '../gate.ts';
import { hasOnlyMark } from '../marks.ts';

/**
 * A lifecycle hook of a CodeDeploy deployment (Lambda or ECS). It asks nothing: all targets of the function are looked at.
 * CodeDeploy waits for an hour, and then takes the hook for failed; there is no room for a message.
 * https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 *
 *     {
 *       "DeploymentId": "d-XVE0GFGHJ",
 *       "LifecycleEventHookExecutionId": "eyJlbmNyeXB0ZWREYXRhIjoiY0dWeWMybHpkR1Z1ZEE9PSJ9"
 *     }
 */
export const codedeployEventSchema = z.object({
  DeploymentId: z.string().min(1),
  LifecycleEventHookExecutionId: z.string().min(1),
});

export const codedeploy = caller({
  name: 'codedeploy',
  recognises: (event) => hasOnlyMark(event, 'codedeploy'),
  schema: codedeployEventSchema,
  read: ({ DeploymentId: deploymentId, LifecycleEventHookExecutionId: lifecycleEventHookExecutionId }) => ({
    kind: 'gate',
    gate: {
      ask: () => ({}),
      id: `${deploymentId} ${lifecycleEventHookExecutionId}`,
      async conclude(outcome, deadline) {
        const status = opens(outcome) ? 'Succeeded' : 'Failed';
        await tell(
          {
            service: 'codedeploy',
            target: 'CodeDeploy_20141006.PutLifecycleEventHookExecutionStatus',
            input: { deploymentId, lifecycleEventHookExecutionId, status },
            before: ['LifecycleEventAlreadyCompletedException'],
          },
          deadline,
        );
      },
    },
  }),
});
