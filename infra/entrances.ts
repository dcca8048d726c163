import { Aws, Duration, Validations } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { type FunctionUrl, FunctionUrlAuthType, type IFunction } from 'aws-cdk-lib/aws-lambda';
import { Schedule, ScheduleTargetInput } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import { type IQueue, Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { expressionOf } from './schedules.ts';

/** Where calls end up that nobody waited for and that could not be made, for two weeks. */
export function deadLettersFor(scope: Construct): Queue {
  const queue = new Queue(scope, 'DeadLetters', {
    encryption: QueueEncryption.SQS_MANAGED,
    enforceSSL: true,
    retentionPeriod: Duration.days(14),
  });
  const reason = 'It is the dead-letter queue itself: of the schedules and of the functions.';
  Validations.of(queue).acknowledge({ id: 'AwsSolutions-SQS3', reason }, { id: 'Serverless-SQSRedrivePolicy', reason });
  return queue;
}

/**
 * The URL of a function. Where its callers have secrets of their own, AWS lets everybody through, and the function
 * refuses whoever does not prove to know one of them; else AWS lets in only who may call it by IAM.
 */
export function urlFor(lambda: IFunction, { secrets }: { secrets: boolean }): FunctionUrl {
  return lambda.addFunctionUrl({ authType: secrets ? FunctionUrlAuthType.NONE : FunctionUrlAuthType.AWS_IAM });
}

export interface Appointment {
  description: string;
  /** `09:00` or `SUN 10:00` */
  at: string;
  timeZone: string;
  /** names its targets, so that one that is added later is not looked at by surprise */
  input: { targets: string[]; peek?: true };
}

/** Calls one function at certain times, and nothing else. */
export interface Clock {
  rings(id: string, appointment: Appointment): void;
}

interface Called {
  lambda: IFunction;
  deadLetters: IQueue;
}

/** The role with which EventBridge Scheduler calls one function, and the schedules that use it. */
export function clockFor(scope: Construct, id: string, { lambda, deadLetters }: Called): Clock {
  const role = new Role(scope, id, {
    assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } },
    }),
  });
  role.addToPolicy(new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [lambda.functionArn] }));
  role.addToPolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [deadLetters.queueArn] }));
  // What the target would add of its own accord reaches every version of the function.
  const known = role.withoutPolicyUpdates();
  const rings = (name: string, { description, at, timeZone, input: asked }: Appointment): void => {
    const input = ScheduleTargetInput.fromObject(asked);
    const again = { retryAttempts: 3, maxEventAge: Duration.hours(1), deadLetterQueue: deadLetters };
    const target = new LambdaInvoke(lambda, { role: known, input, ...again });
    new Schedule(scope, name, { description, schedule: expressionOf(at, timeZone), target });
  };
  return { rings };
}
