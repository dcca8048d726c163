import { Duration, Stack, Validations } from 'aws-cdk-lib';
import {
  Architecture,
  EventInvokeConfig,
  Function as Lambda,
  LoggingFormat,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { UsageError } from '../shared/model/errors.ts';
import type { Operation } from '../shared/model/report.ts';
import type { SettingsInput } from '../shared/model/settings.ts';
import { allowItself, type Reach, roleFor } from './access.ts';
import { codeOf } from './code.ts';
import type { Placement } from './network.ts';

export interface FunctionProps {
  settings: SettingsInput;
  reach: Omit<Reach, 'operation' | 'logs' | 'network'>;
  placement: Placement | undefined;
  logs: RetentionDays;
  timeout: Duration;
  /** in MiB */
  memory: number;
  tracing: boolean;
  metrics: boolean;
  /** undefined: CloudFormation makes one */
  name: string | undefined;
}

/** One operation as a Lambda function, with a role and a log group of its own. */
export class OperationFunction extends Construct {
  readonly lambda: Lambda;

  constructor(scope: Construct, operation: Operation, props: FunctionProps) {
    super(scope, operation);
    const { placement, timeout, memory } = props;
    const logGroup = new LogGroup(this, 'Logs', { retention: props.logs });
    const role = roleFor(this, { ...props.reach, operation, logs: logGroup, network: placement !== undefined });
    this.lambda = new Lambda(this, 'Function', {
      description: `lockstep ${operation}`,
      ...(props.name === undefined ? {} : { functionName: props.name }),
      code: codeOf(operation),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memory,
      timeout,
      role,
      logGroup,
      loggingFormat: LoggingFormat.JSON,
      tracing: props.tracing ? Tracing.ACTIVE : Tracing.DISABLED,
      environment: environmentOf(this, operation, props),
      ...placement,
    });
    allowItself(this, { role, itself: this.lambda });
    this.neverTwice(operation, props.reach);
    this.acknowledge(props.tracing);
  }

  /**
   * What becomes of calls that nobody waits for. `fix` is never run a second time by Lambda: whoever asked for it decides.
   * There is no reserved concurrency: it would take from the account's, of which a new one has ten, and a lock in the
   * database already lets only one fix run.
   */
  private neverTwice(operation: Operation, { deadLetters }: FunctionProps['reach']): void {
    new EventInvokeConfig(this, 'Retries', {
      function: this.lambda,
      retryAttempts: operation === 'fix' ? 0 : 1,
      maxEventAge: Duration.hours(1),
      // Not `SqsDestination`, which lets the role ask for the queue's attributes as well.
      onFailure: { bind: () => ({ destination: deadLetters.queueArn }) },
    });
  }

  private acknowledge(tracing: boolean): void {
    Validations.of(this.lambda).acknowledge({
      id: 'Serverless-LambdaDLQ',
      reason: 'Its failure destination is the queue of dead letters, with the answer beside the call.',
    });
    if (tracing) return;
    Validations.of(this.lambda).acknowledge({
      id: 'Serverless-LambdaTracing',
      reason: 'A report says how long each guard took and how many round trips; the prop "tracing" turns X-Ray on.',
    });
  }
}

/** Lambda's limit for all environment variables of a function, in bytes. */
const environmentLimit = 4096;

function environmentOf(scope: Construct, operation: Operation, props: FunctionProps): Record<string, string> {
  const stack = Stack.of(scope);
  const variables = {
    LOCKSTEP_SETTINGS: stack.toJsonString(props.settings),
    ...(props.metrics ? {} : { POWERTOOLS_METRICS_DISABLED: 'true' }),
    // RDS signs with Amazon's own authorities, which the Node.js runtimes since 20 have on disk but do not load.
    // https://docs.aws.amazon.com/lambda/latest/dg/lambda-nodejs.html (CA certificate loading)
    ...(props.placement ? { NODE_EXTRA_CA_CERTS: '/var/runtime/ca-cert.pem' } : {}),
  };
  const size = Buffer.byteLength(JSON.stringify(stack.resolve(variables)));
  if (size <= environmentLimit) return variables;
  throw new UsageError(
    'usage/configuration',
    `the settings of ${operation} are ${size} bytes; Lambda has room for ${environmentLimit}`,
    'deploy the targets in several stacks, or shorten expect, ignore and sequences.feeds',
  );
}
