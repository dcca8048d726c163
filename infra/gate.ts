import { Aws, CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct, IConstruct } from 'constructs';
import { UsageError } from '../shared/model/errors.ts';
import type { Manifest } from '../shared/model/manifest.ts';
import type { GuardName, Operation } from '../shared/model/report.ts';
import { acknowledgeBroad } from './access.ts';

/** A gate in a deployment of CloudFormation. */
export interface GateProps {
  /** @default 'check' */
  operation?: Operation | undefined;
  /** @default all targets that the operation is allowed on; `fix` has to be told which */
  targets?: string[] | undefined;
  /** @default all guards */
  guards?: GuardName[] | undefined;
  /** What the repository expects of the database, as `lockstep manifest` writes it. @default what the archive keeps */
  manifest?: Manifest | undefined;
  /** verify: by reading alone, which uses up no values. @default false */
  peek?: boolean | undefined;
  /** What is deployed only if the gate opens: the service. @default nothing waits for it */
  before?: IConstruct[] | undefined;
  /** What is deployed before the gate looks: migrations that run in this stack. @default nothing */
  after?: IConstruct[] | undefined;
  /** How long CloudFormation waits, an hour at most. @default 20 minutes, which is more than a function can take */
  timeout?: Duration | undefined;
  /** What differs at every deployment, so that CloudFormation calls each time. @default the time of synthesis */
  deployment?: string | undefined;
}

/** The function that a gate calls, and the targets that it may be called for. */
interface Called {
  lambda: IFunction;
  allowed: string[];
}

/**
 * A custom resource that calls a function at every deployment of its stack, and fails where the verdict is block or unknown.
 * It never holds up a rollback: the function asks CloudFormation for the status of that stack, which it is allowed here.
 */
export function gateFor(scope: Construct, id: string, props: GateProps & Called): CustomResource {
  const { lambda, targets, guards, manifest, peek, before = [], after = [] } = props;
  requireAllowed(props);
  const gate = new CustomResource(scope, id, {
    serviceToken: lambda.functionArn,
    serviceTimeout: props.timeout ?? Duration.minutes(20),
    resourceType: 'Custom::LockstepGate',
    properties: {
      Deployment: props.deployment ?? new Date().toISOString(),
      ...(targets ? { targets } : {}),
      ...(guards ? { guards } : {}),
      ...(peek ? { peek } : {}),
      // As text: CloudFormation would make texts of its numbers.
      ...(manifest ? { manifest: JSON.stringify(manifest) } : {}),
    },
  });
  for (const waiting of before) waiting.node.addDependency(gate);
  if (after.length > 0) gate.node.addDependency(...after);
  allowStatus(lambda, Stack.of(scope));
  return gate;
}

/** What would be refused at the deployment is refused at once. */
function requireAllowed({ operation = 'check', targets, allowed }: GateProps & Called): void {
  const refuse = (message: string) =>
    new UsageError('usage/configuration', message, `name some of: ${allowed.join(', ')}`);
  const foreign = targets?.find((target) => !allowed.includes(target));
  if (foreign !== undefined) throw refuse(`${operation} is not allowed on ${foreign}, or there is no such target`);
  const isOpen = targets === undefined ? operation === 'fix' && allowed.length > 1 : targets.length === 0;
  if (isOpen) throw refuse(`${operation} has to be told which targets`);
}

function allowStatus(lambda: IFunction, stack: Stack): void {
  const isOwn = stack === Stack.of(lambda);
  const resource = isOwn
    ? Aws.STACK_ID
    : `arn:${Aws.PARTITION}:cloudformation:${Aws.REGION}:${Aws.ACCOUNT_ID}:${named(stack)}`;
  lambda.addToRolePolicy(new PolicyStatement({ actions: ['cloudformation:DescribeStacks'], resources: [resource] }));
  if (isOwn || lambda.role === undefined) return;
  const pattern = `arn:<AWS::Partition>:cloudformation:<AWS::Region>:<AWS::AccountId>:${named(stack)}`;
  const reason = 'The status of one stack by its name: the id behind it is made when the stack is made.';
  acknowledgeBroad(lambda.role, pattern, reason);
}

/** By its name: a reference to a stack that needs the function would be a circle. Nested ones begin with that of the outermost. */
function named(stack: Stack): string {
  let outermost = stack;
  while (outermost.nestedStackParent) outermost = outermost.nestedStackParent;
  return `stack/${outermost.stackName}${outermost === stack ? '/*' : '-*'}`;
}
