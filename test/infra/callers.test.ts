import { readFileSync } from 'node:fs';
import { type App, type CfnElement, NestedStack, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Artifact, Pipeline } from 'aws-cdk-lib/aws-codepipeline';
import { ManualApprovalAction, S3SourceAction } from 'aws-cdk-lib/aws-codepipeline-actions';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, FargateTaskDefinition, type ICluster } from 'aws-cdk-lib/aws-ecs';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it, vi } from 'vitest';
import { parse } from 'yaml';
import { addStages } from '../../examples/aws/codepipeline.ts';
import { gatedService } from '../../examples/aws/ecs-service.ts';
import { addGates } from '../../examples/aws/gate.ts';
import type { GateProps } from '../../infra/gate.ts';
import { Lockstep } from '../../infra/lockstep.ts';
import type { Endpoint } from '../../infra/network.ts';
import { cloudformation } from '../../shared/invocation/callers/cloudformation.ts';
import { operationSchema } from '../../shared/model/report.ts';
import { callSchema } from '../../shared/request/ask.ts';
import { app, deployed, example, resourcesOf, statementsOf } from './stacks.ts';

const actionsOf = (stack: ReturnType<typeof deployed>, service: string) =>
  statementsOf(stack, 'check').filter(({ Action }) => JSON.stringify(Action).includes(`"${service}:`));

describe('callers', () => {
  it('nobody may be told anything unless it is asked for', () => {
    const stack = deployed();
    for (const operation of operationSchema.options) {
      expect(JSON.stringify(statementsOf(stack, operation))).not.toMatch(
        /"(codepipeline|codedeploy|cloudformation|ecs):/,
      );
    }
  });

  it('CodePipeline is told of its jobs, and no more', () => {
    const stack = deployed({ ...example, callers: { codePipeline: true } });
    const Action = ['codepipeline:PutJobFailureResult', 'codepipeline:PutJobSuccessResult'];
    expect(actionsOf(stack, 'codepipeline')).toEqual([{ Effect: 'Allow', Action, Resource: '*' }]);
    expect(actionsOf(stack, 'codedeploy')).toEqual([]);
  });

  it('CodeDeploy is told of hooks of the deployment groups that are named, or of all in the account', () => {
    const arns = ['shop', 'admin'].map(
      (name) => `arn:aws:codedeploy:eu-west-1:123456789012:deploymentgroup:${name}/blue`,
    );
    const [named] = actionsOf(deployed({ ...example, callers: { codeDeploy: arns } }), 'codedeploy');
    expect(named).toMatchObject({ Action: 'codedeploy:PutLifecycleEventHookExecutionStatus', Resource: arns });
    const [any] = actionsOf(deployed({ ...example, callers: { codeDeploy: true } }), 'codedeploy');
    expect(JSON.stringify(any?.Resource)).toContain(':deploymentgroup:*');
  });

  it('functions have the names that are given', () => {
    const functionNames = { check: 'CodeDeployHook_lockstep-check' };
    const stack = deployed({ ...example, functionNames });
    const names = operationSchema.options.map(
      (operation) => resourcesOf(stack, 'AWS::Lambda::Function', operation)[0]?.Properties.FunctionName,
    );
    expect(names).toEqual(['CodeDeployHook_lockstep-check', undefined, undefined]);
  });

  it('are reached from a VPC without a way out', () => {
    const stack = deployed((scope) => ({
      ...example,
      callers: { codePipeline: true, codeDeploy: true },
      network: { vpc: new Vpc(scope, 'Vpc', { maxAzs: 1 }) as IVpc },
    }));
    const names = resourcesOf(stack, 'AWS::EC2::VPCEndpoint').map(({ Properties }) =>
      JSON.stringify(Properties.ServiceName),
    );
    expect(names.filter((name) => /codepipeline|codedeploy/.test(name))).toHaveLength(2);
  });
});

/** A stack with a Lockstep, in which something else can be put. */
function stackWith(props = example): { stack: Stack; lockstep: Lockstep } {
  const stack = new Stack(app(), 'Shop');
  return { stack, lockstep: new Lockstep(stack, 'Lockstep', props) };
}

describe('a gate', () => {
  const gatesIn = (template: Template) => Object.entries(template.findResources('Custom::LockstepGate'));

  it('is called at every deployment: the time of synthesis differs', () => {
    const deployments = ['2026-11-21T09:00:00.000Z', '2026-11-21T09:00:01.000Z'].map((time) => {
      vi.setSystemTime(time);
      const { stack, lockstep } = stackWith();
      lockstep.gate(stack, 'Gate', { targets: ['production'] });
      const [[, { Properties }] = ['', { Properties: {} }]] = gatesIn(Template.fromStack(stack));
      return Properties;
    });
    vi.useRealTimers();
    expect(deployments).toMatchObject([
      { Deployment: '2026-11-21T09:00:00.000Z', targets: ['production'], ServiceTimeout: '1200' },
      { Deployment: '2026-11-21T09:00:01.000Z' },
    ]);
    expect(JSON.stringify(deployments[0].ServiceToken)).toContain('LockstepcheckFunction');
  });

  it('stands before what is deployed only if it opens, and after what it looks at: the example', () => {
    const { stack, lockstep } = stackWith();
    const [migrations, service] = ['Migrations', 'Service'].map((id) => new Topic(stack, id)) as [Topic, Topic];
    addGates(stack, { lockstep, migrations, service });
    const template = Template.fromStack(stack);
    const idOf = ({ node }: Topic) => stack.resolve((node.defaultChild as CfnElement).logicalId) as string;
    const dependsOn = (id: string) => template.toJSON().Resources[id].DependsOn as string[] | undefined;
    const [check, verify] = gatesIn(template).map(([id]) => id) as [string, string];
    expect(dependsOn(idOf(migrations))).toEqual([check]);
    expect(dependsOn(verify)).toEqual([idOf(migrations)]);
    expect(dependsOn(idOf(service))?.sort()).toEqual([check, verify].sort());
  });

  it('asks what the function understands', () => {
    const { stack, lockstep } = stackWith();
    const manifest = { manifest: 1, lockstep: '0.1.0', made: '2026-11-21T09:00:00.000Z' } as never;
    const ask: GateProps = { operation: 'verify', guards: ['migrations'], targets: ['staging'], peek: true, manifest };
    lockstep.gate(stack, 'Gate', ask);
    const [[, { Properties }] = ['', { Properties: {} }]] = gatesIn(Template.fromStack(stack));
    // As CloudFormation passes it on.
    const ResourceProperties = { ...Properties, ServiceToken: 'arn', peek: String(Properties.peek) };
    vi.stubEnv('AWS_REGION', 'eu-central-1');
    const invocation = cloudformation.read({
      RequestType: 'Create',
      ResponseURL: 'https://cloudformation-custom-resource-response-eucentral1.s3.amazonaws.com/x',
      StackId: 'arn:aws:cloudformation:eu-central-1:123456789012:stack/Shop/1',
      RequestId: '1',
      LogicalResourceId: 'Gate',
      ResourceProperties,
    });
    const asked = invocation.kind === 'gate' && invocation.gate.ask([]);
    expect(asked).toEqual({ guards: ['migrations'], targets: ['staging'], peek: true, manifest });
    const { manifest: _, ...rest } = asked as { manifest: unknown };
    expect(callSchema.parse(rest)).toEqual(rest);
  });

  it.each([
    [
      'fix on a target that does not allow it',
      { operation: 'fix', targets: ['staging'] },
      /fix is not allowed on staging/,
    ],
    ['a target that there is not', { targets: ['prod'] }, /check is not allowed on prod, or there is no such target/],
    ['no target', { targets: [] }, /check has to be told which targets/],
  ] as const)('for %s is refused at once', (_, props, message) => {
    const { stack, lockstep } = stackWith();
    expect(() => lockstep.gate(stack, 'Gate', props as object)).toThrow(message);
  });

  it('for an operation that no target allows is refused', () => {
    const { stack, lockstep } = stackWith({ targets: { one: { secret: 's' } } });
    expect(() => lockstep.gate(stack, 'Gate', { operation: 'fix' })).toThrow(/there is no function fix/);
  });

  it.each([
    ['has it added, once for all gates', undefined, 1],
    ['leaves it to who says which endpoints there are', ['s3', 'secretsmanager'] as Endpoint[], 0],
  ])('in a VPC needs an endpoint to ask: it %s', (_, endpoints, added) => {
    const stack = new Stack(app(), 'Shop');
    const vpc = new Vpc(stack, 'Vpc', { maxAzs: 1 }) as IVpc;
    const lockstep = new Lockstep(stack, 'Lockstep', { ...example, network: { vpc, endpoints } });
    lockstep.gate(stack, 'One');
    lockstep.gate(stack, 'Two');
    const template = Template.fromStack(stack);
    const made = Object.values(template.findResources('AWS::EC2::VPCEndpoint'));
    const asked = made.filter(({ Properties }) => JSON.stringify(Properties.ServiceName).includes('cloudformation'));
    expect(asked).toHaveLength(added);
    const groups = made.flatMap(({ Properties }) => Properties.SecurityGroupIds ?? []);
    expect(new Set(groups.map((group) => JSON.stringify(group))).size).toBe(1);
  });

  describe('asks for the status of its own stack alone', () => {
    const statusOf = (stack: Stack) =>
      Object.values(Template.fromStack(stack).findResources('AWS::IAM::Policy'))
        .flatMap(({ Properties }) => Properties.PolicyDocument.Statement)
        .filter(({ Action }) => Action === 'cloudformation:DescribeStacks');

    it('in the stack of the functions by its id', () => {
      const { stack, lockstep } = stackWith();
      lockstep.gate(stack, 'One');
      lockstep.gate(stack, 'Two');
      expect(statusOf(stack)).toEqual([
        { Action: 'cloudformation:DescribeStacks', Effect: 'Allow', Resource: { Ref: 'AWS::StackId' } },
      ]);
    });

    it('in another stack, or one that is nested, by its name: no circle', () => {
      const { stack, lockstep } = stackWith();
      const other = new Stack(stack.node.root as App, 'Other');
      lockstep.gate(other, 'Gate');
      lockstep.gate(new NestedStack(stack, 'Nested'), 'Gate');
      const resources = statusOf(stack).flatMap(({ Resource }) => Resource);
      const ends = resources.map((resource) => resource['Fn::Join'][1].at(-1));
      expect(ends).toEqual([':stack/Other/*', ':stack/Shop-*']);
      (stack.node.root as App).synth();
    });
  });
});

describe('the examples', () => {
  it('a pipeline checks before it deploys and verifies after', () => {
    const { stack, lockstep } = stackWith({ ...example, callers: { codePipeline: true } });
    const pipeline = new Pipeline(stack, 'Pipeline');
    const stage = (name: string) =>
      pipeline.addStage({ stageName: name, actions: [new ManualApprovalAction({ actionName: name })] });
    const bucket = Bucket.fromBucketName(stack, 'Code', 'code');
    const source = new S3SourceAction({ actionName: 's3', bucket, bucketKey: 'a.zip', output: new Artifact() });
    pipeline.addStage({ stageName: 'Source', actions: [source] });
    addStages(pipeline, lockstep, () => stage('Deploy'));
    const [{ Properties } = { Properties: {} }] = Object.values(
      Template.fromStack(stack).findResources('AWS::CodePipeline::Pipeline'),
    );
    const stages = Properties.Stages as { Name: string; Actions: { Configuration?: { UserParameters?: string } }[] }[];
    expect(stages.map(({ Name }) => Name)).toEqual(['Source', 'CheckDatabase', 'Deploy', 'VerifyDatabase']);
    const asked = JSON.parse(stages[1]?.Actions[0]?.Configuration?.UserParameters ?? '');
    expect(callSchema.parse(asked)).toEqual({ targets: ['production'] });
  });

  it('a service of ECS is checked before its new revision starts, and verified when that has the traffic', () => {
    const { stack, lockstep } = stackWith();
    const cluster = new Cluster(stack, 'Cluster', { vpc: new Vpc(stack, 'Vpc', { maxAzs: 1 }) as IVpc }) as ICluster;
    const taskDefinition = new FargateTaskDefinition(stack, 'Task');
    taskDefinition.addContainer('shop', { image: ContainerImage.fromRegistry('shop') });
    gatedService(stack, 'Service', { lockstep, cluster, taskDefinition, minHealthyPercent: 100 });
    const [{ Properties } = { Properties: {} }] = Object.values(
      Template.fromStack(stack).findResources('AWS::ECS::Service'),
    );
    const { Strategy, LifecycleHooks } = Properties.DeploymentConfiguration;
    expect(Strategy).toBe('BLUE_GREEN');
    expect(LifecycleHooks).toMatchObject([
      { LifecycleStages: ['PRE_SCALE_UP'], HookDetails: '{"targets":["production"]}' },
      { LifecycleStages: ['POST_PRODUCTION_TRAFFIC_SHIFT'], HookDetails: '{"targets":["production"],"peek":true}' },
    ]);
    expect(JSON.stringify(LifecycleHooks[0].HookTargetArn)).toContain('LockstepcheckFunction');
  });

  it('the appspec names functions that CodeDeploy may call', () => {
    const { Hooks } = parse(readFileSync('examples/aws/codedeploy-appspec.yml', 'utf8'));
    const names = (Hooks as Record<string, string>[]).flatMap((hook) => Object.values(hook));
    expect(names).toEqual([
      expect.stringMatching(/^CodeDeployHook_.*check$/),
      expect.stringMatching(/^CodeDeployHook_.*verify$/),
    ]);
    const [check = '', verify = ''] = names;
    const { template } = deployed({ ...example, callers: { codeDeploy: true }, functionNames: { check, verify } });
    for (const FunctionName of names) {
      template.hasResourceProperties('AWS::Lambda::Function', Match.objectLike({ FunctionName }));
    }
  });
});
