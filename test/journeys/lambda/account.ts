import { join } from 'node:path';
import { afterAll } from 'vitest';
import type { LockstepProps } from '../../../infra/props.ts';
import { type Operation, operationSchema } from '../../../shared/model/report.ts';
import { type Deployed, deployed, resourcesOf } from '../../infra/stacks.ts';
import { type AwsEndpoint, awsEndpoint } from '../../support/aws.ts';
import { functionBundles } from '../../support/bundles.ts';
import { type LambdaFunction, lambdaFunction } from '../../support/runtime.ts';
import { type WebSocketProxy, webSocketProxy } from '../../support/websocket-proxy.ts';

export const topic = 'arn:aws:sns:eu-central-1:123456789012:lockstep';
export const bucket = 'lockstep-reports';

/** What CDK would deploy, with all of AWS on this machine. */
export interface Account {
  functions: Record<Operation, LambdaFunction>;
  aws: AwsEndpoint;
  proxy: WebSocketProxy;
  /** What the schedule whose description begins so sends to its function. */
  inputOf(schedule: string): unknown;
}

/**
 * Deploys a Lockstep: the bundles that CDK would upload, with the environment and the time that its template gives them.
 * Only the endpoints of AWS are ours, and the proxy that stands in for Neon's.
 */
export async function account(props: LockstepProps): Promise<Account> {
  const [aws, proxy, folder] = await Promise.all([awsEndpoint(), webSocketProxy(), functionBundles()]);
  endings.push(proxy.close);
  const stack = deployed(props);
  const ours = { ...aws.environment, LOCKSTEP_WS_PROXY: proxy.place };
  const functions = await Promise.all(
    operationSchema.options.map(async (operation) => {
      const code = join(folder, operation);
      const [lambda] = resourcesOf(stack, 'AWS::Lambda::Function', operation);
      const { Environment, Timeout } = lambda?.Properties ?? {};
      const environment = { ...(resolved(Environment.Variables, stack) as Record<string, string>), ...ours };
      return [operation, await lambdaFunction(operation, { code, environment, timeoutMs: Timeout * 1000 })] as const;
    }),
  );
  return {
    functions: Object.fromEntries(functions) as Account['functions'],
    aws,
    proxy,
    inputOf: (schedule) => inputOf(stack, schedule),
  };
}

function inputOf(stack: Deployed, description: string): unknown {
  const schedules = resourcesOf(stack, 'AWS::Scheduler::Schedule');
  const schedule = schedules.find(({ Properties }) => Properties.Description.startsWith(description));
  return JSON.parse(schedule?.Properties.Target.Input);
}

/** A value of the template as CloudFormation would resolve it here. */
function resolved(value: unknown, stack: Deployed): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('Ref' in value) return named(String(value.Ref), stack);
  if ('Fn::Join' in value) {
    const [separator, parts] = value['Fn::Join'] as [string, unknown[]];
    return parts.map((part) => resolved(part, stack)).join(separator);
  }
  const entries = Object.entries(value);
  const unknown = entries.find(([key]) => key.startsWith('Fn::'));
  if (unknown) throw new Error(`the template has ${unknown[0]}, which this test does not resolve`);
  return Object.fromEntries(entries.map(([key, each]) => [key, resolved(each, stack)]));
}

const names: Record<string, string> = { 'AWS::SNS::Topic': topic, 'AWS::S3::Bucket': bucket };

function named(id: string, { template }: Deployed): string {
  const name = names[template.toJSON().Resources[id]?.Type];
  if (name === undefined) throw new Error(`the template has a Ref to ${id}, which this test does not resolve`);
  return name;
}

const endings: (() => void)[] = [];
afterAll(() => {
  for (const ending of endings) ending();
});
