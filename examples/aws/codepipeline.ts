import { LambdaInvokeAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import type { Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { Lockstep } from 'lockstep/cdk';

/**
 * Two stages of a pipeline: the one with what deploys stands between them. The construct has `callers: { codePipeline: true }`,
 * so that its functions may tell CodePipeline how to go on.
 */
export function addStages(pipeline: Pipeline, lockstep: Lockstep, deploy: () => void): void {
  const asks = (operation: 'check' | 'verify') =>
    new LambdaInvokeAction({
      actionName: `lockstep-${operation}`,
      lambda: lockstep.functionOf(operation),
      userParameters: { targets: ['production'] },
    });
  pipeline.addStage({ stageName: 'CheckDatabase', actions: [asks('check')] });
  deploy();
  pipeline.addStage({ stageName: 'VerifyDatabase', actions: [asks('verify')] });
}
