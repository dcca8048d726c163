import { Annotations, App, Validations } from 'aws-cdk-lib';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { LockstepError } from '../shared/model/errors.ts';
import { planFrom } from './config.ts';
import { LockstepStack } from './stack.ts';

// The CDK app: `npx cdk deploy` with what the key "lockstep" in cdk.json says.
try {
  const app = new App();
  const { stack, lockstep, leftOut } = await planFrom(app.node.tryGetContext('lockstep'), { folder: process.cwd() });
  const made = new LockstepStack(app, stack, { lockstep, description: 'Lockstep: the gate of PostgreSQL databases' });
  for (const name of leftOut) Annotations.of(made).addInfo(`the target ${name} is not deployed: it has no secret`);
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app), new ServerlessChecks(app));
  app.synth();
} catch (error) {
  if (!(error instanceof LockstepError)) throw error;
  console.error(`lockstep: ${error.message}\n  next: ${error.next}`);
  process.exitCode = 2;
}
