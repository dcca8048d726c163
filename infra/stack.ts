import { Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { Lockstep } from './lockstep.ts';
import { addOutputs } from './outputs.ts';
import type { LockstepProps } from './props.ts';

export interface LockstepStackProps extends StackProps {
  /** The props of the construct; a function where they need the stack, to look up a VPC for example. */
  lockstep: LockstepProps | ((stack: Stack) => LockstepProps);
}

/** A stack of Lockstep alone, with the outputs that a person needs. */
export class LockstepStack extends Stack {
  readonly lockstep: Lockstep;

  constructor(scope: Construct, id: string, { lockstep, ...props }: LockstepStackProps) {
    super(scope, id, props);
    this.lockstep = new Lockstep(this, 'Lockstep', typeof lockstep === 'function' ? lockstep(this) : lockstep);
    addOutputs(this, this.lockstep);
  }
}
