import type { Caller } from '../caller.ts';
import { apiGateway } from './api-gateway.ts';
import { cloudformation } from './cloudformation.ts';
import { codedeploy } from './codedeploy.ts';
import { codepipeline } from './codepipeline.ts';
import { deferred } from './deferred.ts';
import { direct } from './direct.ts';
import { ecs } from './ecs.ts';
import { eventBridge } from './event-bridge.ts';
import { functionUrl } from './function-url.ts';
import { loadBalancer } from './load-balancer.ts';
import { queue } from './queue.ts';
import { topic } from './topic.ts';

/** Everybody who can invoke a Lambda of Lockstep. */
export const callers: Caller[] = [
  functionUrl,
  apiGateway,
  loadBalancer,
  eventBridge,
  topic,
  queue,
  deferred,
  ecs,
  codepipeline,
  codedeploy,
  cloudformation,
  direct,
];
