import { Stack } from 'aws-cdk-lib';
import {
  type CfnService,
  DeploymentLifecycleLambdaTarget,
  DeploymentLifecycleStage,
  DeploymentStrategy,
  FargateService,
  type FargateServiceProps,
} from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import type { Lockstep } from 'lockstep/cdk';

/**
 * A service whose blue/green deployment begins only if its database is well, and is rolled back if it no longer is once the
 * new revision has the traffic.
 */
export function gatedService(
  scope: Construct,
  id: string,
  { lockstep, ...props }: FargateServiceProps & { lockstep: Lockstep },
): FargateService {
  const hooks = [
    { operation: 'check', stage: DeploymentLifecycleStage.PRE_SCALE_UP, asks: { targets: ['production'] } },
    {
      operation: 'verify',
      stage: DeploymentLifecycleStage.POST_PRODUCTION_TRAFFIC_SHIFT,
      asks: { targets: ['production'], peek: true },
    },
  ] as const;
  const service = new FargateService(scope, id, {
    ...props,
    deploymentStrategy: DeploymentStrategy.BLUE_GREEN,
    lifecycleHooks: hooks.map(
      ({ operation, stage }) =>
        new DeploymentLifecycleLambdaTarget(lockstep.functionOf(operation), operation, { lifecycleStages: [stage] }),
    ),
  });
  // What is asked: the construct of ECS has no property for it.
  const resource = service.node.findChild('Service') as CfnService;
  for (const [index, { asks }] of hooks.entries()) {
    const path = `DeploymentConfiguration.LifecycleHooks.${index}.HookDetails`;
    resource.addPropertyOverride(path, Stack.of(scope).toJsonString(asks));
  }
  return service;
}
