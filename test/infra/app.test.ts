import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type App, Stack, Validations } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { AwsSolutionsChecks, ServerlessChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { configSchema, planFrom } from '../../infra/config.ts';
import { LockstepStack } from '../../infra/stack.ts';
import { app } from './stacks.ts';

const root = join(import.meta.dirname, '../..');
const example = JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).context.lockstep as object;
const network = {
  vpcId: 'vpc-0123456789abcdef0',
  availabilityZones: ['eu-west-1a', 'eu-west-1b'],
  subnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1'],
  routeTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef1'],
};

async function stackFrom(context: unknown, folder = root) {
  const { lockstep, stack, leftOut } = await planFrom(context, { folder });
  const scope = app();
  return { scope, leftOut, made: new LockstepStack(scope, stack, { lockstep }) };
}

describe('cdk-nag', () => {
  it.each([
    ['the example', {}],
    [
      'callers from outside, a VPC, keys of KMS, a topic with a key and tracing',
      {
        emails: [],
        auth: { secret: 'callers' },
        network,
        topic: { arn: 'arn:aws:sns:eu-west-1:123456789012:t', key: 'arn:aws:kms:eu-west-1:123456789012:key/1' },
        encryptionKeys: ['arn:aws:kms:eu-west-1:123456789012:key/2'],
        tracing: true,
      },
    ],
    ['callers of AWS that wait for a verdict', { callers: { codePipeline: true, codeDeploy: true } }],
    ['all of these in a VPC', { callers: { codePipeline: true, codeDeploy: true }, network }],
  ])('finds nothing in %s, and every acknowledgement has its reason', async (_, more) => {
    const { scope } = await stackFrom({ ...example, ...more });
    expect(violationsIn(scope)).toEqual([]);
    const reasons = scope.node
      .findAll()
      .flatMap(({ node }) => node.metadata.filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY))
      .flatMap(({ data }) => Object.values(data as Record<string, string>));
    expect(reasons.length).toBeGreaterThan(5);
    for (const reason of reasons) expect(JSON.stringify(reason)).toMatch(/[A-Z].{30,}\./);
  });

  it('finds nothing in gates, in the stack of the functions and in another one', async () => {
    const { scope, made } = await stackFrom(example);
    made.lockstep.gate(made, 'Gate');
    made.lockstep.gate(new Stack(scope, 'Shop'), 'Gate');
    expect(violationsIn(scope)).toEqual([]);
  });

  it('is not silent: a queue that nobody gave a reason for stops the app', async () => {
    const { scope, made } = await stackFrom(example);
    new Queue(made, 'Bare');
    expect(() => violationsIn(scope)).toThrow(/The SQS queue/);
  });
});

/** What cdk-nag has to complain about; it throws where that is an error. */
function violationsIn(scope: App): unknown[] {
  Validations.of(scope).addPlugins(new AwsSolutionsChecks(scope), new ServerlessChecks(scope));
  const { directory } = scope.synth();
  const report = JSON.parse(readFileSync(join(directory, 'validation-report.json'), 'utf8'));
  return (report.pluginReports as { violations: unknown[] }[]).flatMap(({ violations }) => violations);
}

describe('the configuration in cdk.json', () => {
  it.each([
    ['shcedules', { shcedules: {} }, /shcedules is not a setting; did you mean schedules\?/],
    ['a key of a target', { targets: { one: { secret: 's', environmnet: 'x' } } }, /environmnet/],
    ['a time of day', { schedules: { nightly: '9am' } }, /nightly/],
    [
      'a VPC without route tables',
      { network: { ...network, routeTableIds: undefined } },
      /routeTableIds: .* s3 needs it/,
    ],
    [
      'a route table too few',
      { network: { ...network, routeTableIds: network.routeTableIds.slice(1) } },
      /network\.routeTableIds/,
    ],
    [
      'a subnet in no zone',
      { network: { ...network, availabilityZones: ['eu-west-1a'] } },
      /network\.availabilityZones: has to name the zone of each of subnetIds/,
    ],
    [
      'a caller',
      { callers: { codepipeline: true } },
      /callers\.codepipeline is not a setting; did you mean codePipeline\?/,
    ],
    ['a deployment group', { callers: { codeDeploy: ['shop'] } }, /callers\.codeDeploy/],
    ['a name of a function', { functionNames: { check: 'lockstep check' } }, /functionNames\.check/],
    ['a name of no function', { functionNames: { deploy: 'x' } }, /functionNames/],
    ['a time zone', { schedules: { timeZone: 'Europe/Londn' } }, /timeZone/],
    ['a token, which would be in the template', { auth: { bearer: ['x'] } }, /bearer/],
  ])('%s is refused by name', async (_, wrong, message) => {
    await expect(planFrom({ ...example, ...wrong }, { folder: root })).rejects.toThrow(message);
  });

  it('without targets is that of the configuration file; what has no secret is left out and named', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-config-'));
    const targets = { production: { secret: 'production/check' }, local: { url: 'postgres://localhost/app' } };
    const limits = { statementSeconds: 7 };
    writeFileSync(join(folder, 'lockstep.config.json'), JSON.stringify({ targets, limits, publish: { chat: true } }));
    const { made, leftOut } = await stackFrom({ schedules: { timeZone: 'Asia/Tokyo' } }, folder);
    rmSync(folder, { recursive: true });
    expect(leftOut).toEqual(['local']);
    const text = JSON.stringify(Template.fromStack(made).toJSON());
    expect(text).toContain('statementSeconds');
    expect(text).toContain('Asia/Tokyo');
    expect(text).not.toContain('localhost');
  });

  it('with a target that is compared with one without a secret says so', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'lockstep-config-'));
    const targets = {
      production: { secret: 's', compareWith: 'staging' },
      staging: { url: 'postgres://localhost/app' },
    };
    writeFileSync(join(folder, 'lockstep.config.json'), JSON.stringify({ targets }));
    await expect(stackFrom({}, folder)).rejects.toThrow('targets.staging has no secret');
    rmSync(folder, { recursive: true });
  });

  it('takes what the construct takes, under the same names', () => {
    const own = ['stack', 'config', 'timeoutSeconds'];
    const keys = Object.keys(configSchema.shape).filter((key) => !own.includes(key));
    const props = readFileSync(join(root, 'infra/props.ts'), 'utf8').split('interface LockstepProps')[1] ?? '';
    const named = [...props.matchAll(/^ {2}(\w+)\??:/gm)].map(([, name]) => name);
    expect(keys.sort()).toEqual(named.filter((name) => name !== 'timeout').sort());
  });

  it('needs no route tables where the VPC has its endpoint of S3', async () => {
    const own = { ...network, routeTableIds: undefined, endpoints: ['secretsmanager'] };
    const { made } = await stackFrom({ ...example, network: own });
    Template.fromStack(made).resourceCountIs('AWS::EC2::VPCEndpoint', 1);
  });

  it('reaches the construct: topic, VPC, retention, time and memory', async () => {
    const topic = 'arn:aws:sns:eu-west-1:123456789012:t';
    const more = {
      emails: [],
      topic,
      network,
      retention: { reportDays: 30, logDays: 7 },
      timeoutSeconds: 60,
      memory: 256,
      callers: { codePipeline: true },
      functionNames: { verify: 'CodeDeployHook_verify' },
    };
    const template = Template.fromStack((await stackFrom({ ...example, ...more })).made);
    template.hasResourceProperties('AWS::Lambda::Function', { Timeout: 60, MemorySize: 256 });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 7 });
    template.hasResourceProperties('AWS::Lambda::Function', { FunctionName: 'CodeDeployHook_verify' });
    template.resourceCountIs('AWS::SNS::Topic', 0);
    expect(JSON.stringify(template.toJSON())).toContain('codepipeline:PutJobSuccessResult');
    expect(JSON.stringify(template.toJSON())).toContain('"ExpirationInDays":30');
    const [lambda] = Object.values(template.findResources('AWS::Lambda::Function'));
    expect(lambda?.Properties.VpcConfig.SubnetIds).toEqual(network.subnetIds);
  });
});

describe('the outputs', () => {
  const textOf = async (context: object) =>
    JSON.stringify(Template.fromStack((await stackFrom(context)).made).findOutputs('*'));

  it('sign for IAM, or carry the token from the environment; they only look, fix and verify as well', async () => {
    const iam = await textOf(example);
    expect(iam).toContain('--aws-sigv4');
    expect(iam.match(/dryRun/g)).toHaveLength(2);
    expect(iam.match(/peek/g)).toHaveLength(2);
    expect(iam).toContain('aws lambda invoke');
    const token = await textOf({ ...example, auth: { secret: 'callers' } });
    expect(token).toContain('Bearer $LOCKSTEP_BEARER_TOKEN');
    expect(token).not.toContain('--aws-sigv4');
  });
});
