import type { Stack } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import type { Lockstep } from 'lockstep/cdk';

/**
 * A CDK app that deploys a service only if its database is well, runs migrations in between, and proves afterwards that it
 * still works. Each gate is called at every deployment; a rollback passes both.
 */
export function addGates(
  stack: Stack,
  { lockstep, migrations, service }: { lockstep: Lockstep; migrations: IConstruct; service: IConstruct },
): void {
  const targets = ['production'];
  lockstep.gate(stack, 'Check', { targets, before: [migrations, service] });
  lockstep.gate(stack, 'Verify', { operation: 'verify', targets, after: [migrations], before: [service] });
}
