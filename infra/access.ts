import { Arn, ArnFormat, Aws, type CfnElement, Stack, Token, Validations } from 'aws-cdk-lib';
import { Effect, type IRole, Policy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ILogGroup } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import type { Operation } from '../shared/model/report.ts';
import { broadTellings, type Callers, tellings } from './callers.ts';

/** All that one function may reach. */
export interface Reach {
  operation: Operation;
  /** secrets by name or ARN */
  secrets: string[];
  /** ARNs of the KMS keys of these secrets, where they are not AWS's own */
  keys: string[];
  archive: Bucket;
  /** where calls go that nobody waits for and that failed */
  deadLetters: IQueue;
  topic: ITopic;
  logs: ILogGroup;
  /** who waits for a verdict and has to be told it */
  callers: Callers;
  /** whether it runs in a VPC */
  network: boolean;
}

/** The role of one function: its own secrets, its own keys of the archive, the topic, its own log. */
export function roleFor(scope: Construct, reach: Reach): Role {
  const role = new Role(scope, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') });
  allow(role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [reach.logs.logGroupArn]);
  const secrets = reach.secrets.flatMap((secret) => secretArns(scope, secret));
  allow(role, ['secretsmanager:GetSecretValue'], secrets);
  if (reach.keys.length > 0) allowKeys(role, reach.keys);
  const { latest, calls, reports } = ownKeys(reach.operation);
  allowManifests(role, reach);
  allowKept(role, reach);
  allow(
    role,
    ['s3:GetObject', 's3:PutObject'],
    [latest, calls].map((keys) => reach.archive.arnForObjects(keys)),
  );
  allow(role, ['s3:PutObject'], [reach.archive.arnForObjects(reports)]);
  // A link of a message opens a page with the rights of the role that signed it.
  allow(role, ['s3:GetObject'], [reach.archive.arnForObjects(pages)]);
  // Without it S3 answers 403 instead of 404 for a report that is not there.
  allow(role, ['s3:ListBucket'], [reach.archive.bucketArn]);
  allowTopic(role, reach.topic);
  allow(role, ['sqs:SendMessage'], [reach.deadLetters.queueArn]);
  for (const { actions, resources } of tellings(reach.callers)) allow(role, actions, resources);
  if (reach.network) allow(role, interfaces, ['*']);
  acknowledge(role, reach);
  return role;
}

/**
 * Lets a function call itself, which is how it goes on after it has answered 202. In a VPC it also denies the function's
 * own code the network interfaces, which only Lambda needs, outside of the function.
 * https://docs.aws.amazon.com/lambda/latest/dg/configuration-vpc.html
 */
export function allowItself(scope: Construct, { role, itself }: { role: IRole; itself: IFunction }): void {
  const calls = new PolicyStatement({ actions: ['lambda:InvokeFunction'], resources: [itself.functionArn] });
  const code = { ArnEquals: { 'lambda:SourceFunctionArn': itself.functionArn } };
  const denied = new PolicyStatement({
    effect: Effect.DENY,
    actions: interfaces,
    resources: ['*'],
    conditions: code,
  });
  // A policy of its own: in the role's, which the function waits for, it would be a circle.
  new Policy(scope, 'Itself', { roles: [role], statements: itself.isBoundToVpc ? [calls, denied] : [calls] });
}

/**
 * Where a function keeps what it writes: see `keys.ts` and `records.ts`. The calls of another one decide whether a
 * delivery to that is carried out.
 */
function ownKeys(operation: Operation) {
  return { latest: `latest/*/${operation}.json`, calls: `calls/${operation}/*`, reports: 'reports/*' };
}

const pages = 'reports/*.html';

const manifests = 'manifests/*';

/** What a target should be like: `verify` writes it down, `check` reads it too. */
function allowManifests(role: Role, { operation, archive }: Reach): void {
  if (operation === 'fix') return;
  const actions = operation === 'verify' ? ['s3:GetObject', 's3:PutObject'] : ['s3:GetObject'];
  allow(role, actions, [archive.arnForObjects(manifests)]);
}

const kept = 'kept/*';

/** What a target was like at its last run: whoever looks at it compares with that, and keeps what it reads. */
function allowKept(role: Role, { operation, archive }: Reach): void {
  if (operation !== 'fix') allow(role, ['s3:GetObject', 's3:PutObject'], [archive.arnForObjects(kept)]);
}

const interfaces = [
  'ec2:CreateNetworkInterface',
  'ec2:DescribeNetworkInterfaces',
  'ec2:DescribeSubnets',
  'ec2:DeleteNetworkInterface',
  'ec2:AssignPrivateIpAddresses',
  'ec2:UnassignPrivateIpAddresses',
];

function allow(role: Role, actions: string[], resources: string[]): void {
  role.addToPolicy(new PolicyStatement({ effect: Effect.ALLOW, actions, resources }));
}

/** Not by `grantPublish`, which asks for more of the key than SNS does. */
function allowTopic(role: Role, { topicArn, masterKey }: ITopic): void {
  allow(role, ['sns:Publish'], [topicArn]);
  if (masterKey) allow(role, ['kms:Decrypt', 'kms:GenerateDataKey'], [masterKey.keyArn]);
}

function allowKeys(role: Role, keys: string[]): void {
  const service = `secretsmanager.${Aws.REGION}.${Aws.URL_SUFFIX}`;
  role.addToPolicy(
    new PolicyStatement({
      actions: ['kms:Decrypt'],
      resources: keys,
      conditions: { StringEquals: { 'kms:ViaService': service } },
    }),
  );
}

/**
 * The ARNs that mean one secret. AWS puts six random characters after its name; the question marks stand for these six
 * and nothing more. Of an ARN that is given nobody can tell whether it ends in these or in a name that looks so.
 * https://docs.aws.amazon.com/secretsmanager/latest/userguide/auth-and-access_iam-policies.html
 */
function secretArns(scope: Construct, secret: string): string[] {
  if (Token.isUnresolved(secret) || secret.startsWith('arn:')) return [secret, `${secret}-??????`];
  const parts = { service: 'secretsmanager', resource: 'secret', resourceName: `${secret}-??????` };
  return [Arn.format({ ...parts, arnFormat: ArnFormat.COLON_RESOURCE_NAME }, Stack.of(scope))];
}

function acknowledge(role: Role, { archive, network, operation, callers }: Reach): void {
  const name = Stack.of(role).resolve((archive.node.defaultChild as CfnElement).logicalId);
  const { latest, calls, reports } = ownKeys(operation);
  const keys = {
    [latest]: 'One for each target, of this operation alone: what the other functions found is out of its reach.',
    [calls]: 'One for each call of this operation alone; its name is made when the call comes.',
    [manifests]: 'One for each target: what it was last verified against. Only verify writes it.',
    [kept]: 'One for each target: the schema and the row counts of its last run, which check and verify compare with.',
    [reports]: 'One for each report; its name is made when the report is. Of them this function reads the pages alone.',
    [pages]: 'One for each report, as a page: messages link to it, and a link opens what its signer may read.',
  };
  for (const [key, reason] of Object.entries(keys)) acknowledgeBroad(role, `<${name}.Arn>/${key}`, reason);
  const { '*': jobs, ...groups } = broadTellings(callers);
  const everything = [...(network ? [ofInterfaces] : []), ...(jobs ? [jobs] : [])];
  if (everything.length > 0) acknowledgeBroad(role, '*', everything.join(' '));
  for (const [resource, reason] of Object.entries(groups)) acknowledgeBroad(role, resource, reason);
}

const ofInterfaces =
  'Network interfaces have no names before Lambda makes them; AWSLambdaVPCAccessExecutionRole says the same.';

/** Says why a role may reach more than one thing by one name, as cdk-nag writes that name. */
export function acknowledgeBroad(role: IRole, resource: string, reason: string): void {
  Validations.of(role).acknowledge({ id: `AwsSolutions::AwsSolutions-IAM5[Resource::${resource}]`, reason });
}
