import { deferredKey } from './callers/deferred.ts';

/** By which events of callers that hold up a deployment are known, one each. */
export const gateMarks = {
  ecs: 'lifecycleStage',
  codepipeline: 'CodePipeline.job',
  codedeploy: 'LifecycleEventHookExecutionId',
  cloudformation: 'ResponseURL',
} as const;

const foreign = ['requestContext', 'Records', 'detail-type', 'httpMethod', deferredKey];

/** Whether an event has this mark, and that of nobody else. */
export function hasOnlyMark(event: Record<string, unknown>, own: keyof typeof gateMarks): boolean {
  const others = Object.values(gateMarks).filter((mark) => mark !== gateMarks[own]);
  return gateMarks[own] in event && ![...foreign, ...others].some((mark) => mark in event);
}
