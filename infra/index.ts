// What `lockstep/cdk` is to other CDK apps.
export type { Callers } from './callers.ts';
export type { GateProps } from './gate.ts';
export { Lockstep } from './lockstep.ts';
export type { Endpoint, LockstepNetwork } from './network.ts';
export type { LockstepProps, LockstepTarget } from './props.ts';
export type { Schedules } from './schedules.ts';
export { LockstepStack, type LockstepStackProps } from './stack.ts';
