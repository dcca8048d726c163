import { Duration, type Stack } from 'aws-cdk-lib';
import { SecurityGroup, Subnet, Vpc } from 'aws-cdk-lib/aws-ec2';
import type { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Topic } from 'aws-cdk-lib/aws-sns';
import * as z from 'zod';
import { githubSettingsSchema } from '../shared/model/deploy-settings.ts';
import { operationSchema } from '../shared/model/report.ts';
import {
  authSettingsSchema,
  dataSettingsSchema,
  expectSettingsSchema,
  limitsSchema,
  migrationSettingsSchema,
  type Settings,
  schemaSettingsSchema,
  sequenceSettingsSchema,
  targetSettingsSchema,
} from '../shared/model/settings.ts';
import { checked } from '../shared/request/checked.ts';
import { loadSettings } from '../shared/request/settings.ts';
import { callersSchema } from './callers.ts';
import { endpointNames, type LockstepNetwork } from './network.ts';
import type { LockstepProps } from './props.ts';
import { schedulesSchema } from './schedules.ts';
import { besideOf } from './settings.ts';

const arn = z.string().startsWith('arn:', 'is no ARN');
const days = z.number().int().positive();

const networkShape = z.strictObject({
  vpcId: z.string(),
  availabilityZones: z.array(z.string()).min(1),
  subnetIds: z.array(z.string()).min(1).describe('private ones, each in the availability zone at its place'),
  routeTableIds: z.array(z.string()).optional().describe('theirs, in the same order; needed for the endpoint of s3'),
  securityGroupIds: z.array(z.string()).min(1).optional(),
  endpoints: z.array(z.enum(endpointNames)).optional(),
});

/** `network` of the construct, as it can be written in JSON. Nothing is looked up: the app needs no account. */
const networkSchema = networkShape
  .refine(({ subnetIds, availabilityZones }) => subnetIds.length <= availabilityZones.length, {
    path: ['availabilityZones'],
    error: 'has to name the zone of each of subnetIds, in the same order',
  })
  .refine(hasRoutes, {
    path: ['routeTableIds'],
    error:
      'has to name that of each of subnetIds: the endpoint of s3 needs it. If the VPC has one, leave s3 out of endpoints',
  });

function hasRoutes({ subnetIds, routeTableIds = [], endpoints }: z.infer<typeof networkShape>): boolean {
  return routeTableIds.length >= subnetIds.length || endpoints?.includes('s3') === false;
}

/** The key `lockstep` in the context of cdk.json. Without `targets` the settings are those of lockstep.config. */
export const configSchema = z.strictObject({
  stack: z.string().default('Lockstep').describe('the name of the stack'),
  config: z.string().optional().describe('the configuration file, where it is not lockstep.config.json or .ts'),
  targets: z.record(z.string(), targetSettingsSchema.safeExtend({ schedules: schedulesSchema.optional() })).optional(),
  sequences: sequenceSettingsSchema.optional(),
  migrations: migrationSettingsSchema.optional(),
  schema: schemaSettingsSchema.optional(),
  data: dataSettingsSchema.optional(),
  expect: expectSettingsSchema.optional(),
  limits: limitsSchema.optional(),
  auth: authSettingsSchema.pick({ secret: true, fixSecret: true }).optional(),
  github: githubSettingsSchema.omit({ privateKey: true, webhookSecret: true }).required({ secret: true }).optional(),
  chat: z.boolean().optional(),
  schedules: schedulesSchema.optional(),
  emails: z.array(z.email()).optional(),
  topic: z.union([arn, z.strictObject({ arn, key: arn })]).optional(),
  callers: callersSchema.optional(),
  functionNames: z
    .partialRecord(operationSchema, z.string().regex(/^[\w-]{1,64}$/, 'is no name of a function'))
    .optional()
    .describe('names of the functions, such as CodeDeployHook_lockstep-check'),
  network: networkSchema.optional(),
  retention: z.strictObject({ reportDays: days.optional(), logDays: days.optional() }).optional(),
  encryptionKeys: z.array(arn).optional(),
  timeoutSeconds: z.number().int().min(10).max(900).optional(),
  memory: z.number().int().min(128).max(10_240).optional(),
  metrics: z.boolean().optional(),
  alarms: z.boolean().optional(),
  dashboard: z.boolean().optional(),
  tracing: z.boolean().optional(),
});
type Config = z.infer<typeof configSchema>;

/** What the app makes of its context. */
export interface Plan {
  stack: string;
  lockstep: (stack: Stack) => LockstepProps;
  /** targets of the configuration file that are not deployed: they have no secret */
  leftOut: string[];
}

/**
 * What is to be deployed, from the context key `lockstep` and the configuration file in `folder`.
 * @throws UsageError that names every key that is wrong
 */
export async function planFrom(context: unknown, { folder }: { folder: string }): Promise<Plan> {
  const source = 'the key "lockstep" in cdk.json';
  const where = { code: 'usage/configuration', source, noun: 'a setting', next: 'correct it in cdk.json' };
  const config = checked(configSchema, context ?? {}, where);
  const file = config.targets === undefined ? await loadSettings({ folder, file: config.config }) : undefined;
  const targets = config.targets ?? deployableTargets(file);
  const leftOut = Object.keys(file?.targets ?? {}).filter((name) => !Object.hasOwn(targets, name));
  return {
    stack: config.stack,
    leftOut,
    lockstep: (stack) => ({ ...fromFile(file), ...simple(config), ...built(config, stack), targets }),
  };
}

/**
 * A file serves the command as well, and may name databases that only this machine reaches. What another one is compared with
 * stays, so that its missing secret is told.
 */
function deployableTargets(file: Settings | undefined): Settings['targets'] {
  const all = Object.entries(file?.targets ?? {});
  const own = all.filter(([, { secret }]) => secret !== undefined);
  const beside = new Set(own.flatMap(([, target]) => besideOf(target)));
  return Object.fromEntries(all.filter((each) => own.includes(each) || beside.has(each[0])));
}

function fromFile(file: Settings | undefined): Partial<LockstepProps> {
  if (file === undefined) return {};
  const { sequences, migrations, schema, data, expect, limits, auth, github, publish } = file;
  return {
    sequences,
    migrations,
    schema,
    data,
    expect,
    limits,
    auth: { secret: auth.secret, fixSecret: auth.fixSecret },
    github,
    chat: publish.chat,
  };
}

/** What is the same in JSON and in the construct. */
function simple(config: Config): Partial<LockstepProps> {
  const { stack: _, config: __, targets: ___, topic: ____, network: _____, retention: ______, ...rest } = config;
  const { timeoutSeconds: _______, ...same } = rest;
  return Object.fromEntries(Object.entries(same).filter(([, value]) => value !== undefined));
}

function built(config: Config, stack: Stack): Partial<LockstepProps> {
  const { topic, network, retention, timeoutSeconds } = config;
  return {
    topic: topic === undefined ? undefined : topicFrom(stack, topic),
    network: network === undefined ? undefined : networkFrom(stack, network),
    retention: {
      reports: retention?.reportDays === undefined ? undefined : Duration.days(retention.reportDays),
      logs: retention?.logDays as RetentionDays | undefined,
    },
    timeout: timeoutSeconds === undefined ? undefined : Duration.seconds(timeoutSeconds),
  };
}

function topicFrom(stack: Stack, topic: NonNullable<Config['topic']>) {
  const { arn, key } = typeof topic === 'string' ? { arn: topic, key: undefined } : topic;
  return Topic.fromTopicAttributes(stack, 'Topic', { topicArn: arn, ...(key ? { keyArn: key } : {}) });
}

function networkFrom(stack: Stack, config: NonNullable<Config['network']>): LockstepNetwork {
  const { vpcId, availabilityZones, subnetIds, routeTableIds, securityGroupIds, endpoints } = config;
  const subnets = subnetIds.map((subnetId, index) => {
    const routeTableId = routeTableIds?.[index];
    const availabilityZone = availabilityZones[index];
    const known = {
      subnetId,
      ...(routeTableId ? { routeTableId } : {}),
      ...(availabilityZone ? { availabilityZone } : {}),
    };
    return Subnet.fromSubnetAttributes(stack, `Subnet${index + 1}`, known);
  });
  return {
    vpc: Vpc.fromVpcAttributes(stack, 'Vpc', { vpcId, availabilityZones }),
    subnets: { subnets },
    securityGroups: securityGroupIds?.map((id) => SecurityGroup.fromSecurityGroupId(stack, id, id)),
    endpoints,
  };
}
