import { type CustomResource, Duration } from 'aws-cdk-lib';
import { Connections, type IConnectable, type ISecurityGroup } from 'aws-cdk-lib/aws-ec2';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { FunctionUrl, IFunction } from 'aws-cdk-lib/aws-lambda';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { UsageError } from '../shared/model/errors.ts';
import { type Operation, operationSchema } from '../shared/model/report.ts';
import type { Settings } from '../shared/model/settings.ts';
import { settingsFrom } from '../shared/request/settings.ts';
import { addAlarms, type Watched } from './alarms.ts';
import { archiveFor } from './archive.ts';
import { addDashboard } from './dashboard.ts';
import { type Appointment, clockFor, deadLettersFor, urlFor } from './entrances.ts';
import { OperationFunction } from './function.ts';
import { type GateProps, gateFor } from './gate.ts';
import { type Placement, placementIn, reachCloudFormation, warnOfNoWayOut } from './network.ts';
import type { LockstepProps } from './props.ts';
import { schedulesOf } from './schedules.ts';
import { callersSecret, deployable, knowsCallers, secretsOf, settingsFor, targetsOf } from './settings.ts';
import { topicOf } from './topic.ts';

/**
 * Lockstep in an AWS account: a function for each operation, with its URL, its schedules, its alarms, and the archive
 * and topic that its reports go to.
 *
 *     const lockstep = new Lockstep(this, 'Lockstep', {
 *       targets: { production: { secret: 'production/lockstep-check', fixSecret: 'production/lockstep-fix' } },
 *       emails: ['team@example.com'],
 *     });
 *     lockstep.grantCall(pipelineRole, 'check');
 *
 * @throws UsageError where the props make no sense
 */
export class Lockstep extends Construct implements IConnectable {
  readonly functions: Partial<Record<Operation, IFunction>> = {};
  readonly urls: Partial<Record<Operation, FunctionUrl>> = {};
  readonly archive: Bucket;
  readonly topic: ITopic;
  readonly deadLetters: Queue;
  /** of the functions; empty outside of a VPC */
  readonly securityGroups: ISecurityGroup[];
  readonly connections: Connections;
  private readonly settings: Settings;
  private readonly props: LockstepProps;
  private readonly placement: Placement | undefined;

  constructor(scope: Construct, id: string, props: LockstepProps) {
    super(scope, id);
    this.props = props;
    this.settings = deployable(settingsOf(props));
    this.archive = archiveFor(this, { reports: props.retention?.reports ?? Duration.days(400) });
    this.deadLetters = deadLettersFor(this);
    this.topic = topicOf(this, props, this.deadLetters);
    this.placement = props.network && placementIn(this, props.network, props.callers);
    if (this.settings.github && this.placement) warnOfNoWayOut(this, this.placement);
    this.securityGroups = this.placement?.securityGroups ?? [];
    this.connections = new Connections({ securityGroups: this.securityGroups });
    for (const operation of operationSchema.options) {
      if (targetsOf(operation, this.settings).length > 0) this.addFunction(operation);
    }
    this.addSchedules();
    this.watch();
  }

  /** The operations that are allowed on any target: each has its function. */
  get operations(): Operation[] {
    return operationSchema.options.filter((operation) => this.functions[operation] !== undefined);
  }

  /** The targets that a function may run its operation on. */
  targetsOf(operation: Operation): string[] {
    return targetsOf(operation, this.settings).map(([name]) => name);
  }

  /**
   * The function of an operation, for what else calls it: a hook of ECS or CodeDeploy, an action of CodePipeline.
   * @throws UsageError where there is none, as no target allows the operation
   */
  functionOf(operation: Operation): IFunction {
    const lambda = this.functions[operation];
    if (lambda) return lambda;
    const next = operation === 'fix' ? 'name the fixSecret of a target' : 'add it to the "allow" of a target';
    throw new UsageError('usage/configuration', `there is no function ${operation}: no target allows it`, next);
  }

  /** The secret with the tokens of a function's callers; undefined where AWS_IAM lets them in. */
  callersSecretOf(operation: Operation): string | undefined {
    return callersSecret(operation, this.settings);
  }

  /** Lets a role or user call an operation, by its URL and by `aws lambda invoke`. */
  grantCall(caller: IGrantable, operation: Operation): void {
    this.functions[operation]?.grantInvoke(caller);
    this.functions[operation]?.grantInvokeUrl(caller);
  }

  /**
   * Puts a gate into a stack: a custom resource that calls an operation at every deployment, and stops it where the verdict is
   * block or unknown. A rollback is never stopped.
   *
   *     lockstep.gate(this, 'Gate', { targets: ['production'], before: [service] });
   *
   * @throws UsageError where the operation is not allowed on a target that is named
   */
  gate(scope: Construct, id: string, props: GateProps = {}): CustomResource {
    const { operation = 'check' } = props;
    const { network } = this.props;
    if (network && this.placement) reachCloudFormation(this, network, this.placement);
    return gateFor(scope, id, { ...props, lambda: this.functionOf(operation), allowed: this.targetsOf(operation) });
  }

  private addFunction(operation: Operation): void {
    const { props, settings, archive, deadLetters, topic, placement } = this;
    const { lambda } = new OperationFunction(this, operation, {
      settings: settingsFor(operation, settings, { topic: topic.topicArn, archive: archive.bucketName }),
      reach: {
        secrets: secretsOf(operation, settings),
        keys: props.encryptionKeys ?? [],
        callers: props.callers ?? {},
        archive,
        deadLetters,
        topic,
      },
      name: props.functionNames?.[operation],
      placement,
      logs: props.retention?.logs ?? RetentionDays.THREE_MONTHS,
      timeout: props.timeout ?? Duration.minutes(15),
      memory: props.memory ?? 512,
      tracing: props.tracing ?? false,
      metrics: props.metrics ?? true,
    });
    this.functions[operation] = lambda;
    this.urls[operation] = urlFor(lambda, { secrets: knowsCallers(operation, settings) });
  }

  private addSchedules(): void {
    this.addClock('check', 'nightly', (target) => ({
      description: `lockstep check of ${target}`,
      input: { targets: [target] },
    }));
    this.addClock('verify', 'weekly', (target) => ({
      description: `lockstep verify of ${target}, by reading alone`,
      input: { targets: [target], peek: true },
    }));
  }

  /** Without a time for any target there is none: its role may invoke a function. */
  private addClock(
    operation: Operation,
    when: 'nightly' | 'weekly',
    about: (target: string) => Pick<Appointment, 'description' | 'input'>,
  ): void {
    const lambda = this.functions[operation];
    const due = this.targetsOf(operation).flatMap((target) => {
      const { [when]: at, timeZone } = this.schedulesOf(target);
      return at ? [{ target, at, timeZone }] : [];
    });
    if (lambda === undefined || due.length === 0) return;
    const id = when === 'nightly' ? 'NightlyClock' : 'WeeklyClock';
    const clock = clockFor(this, id, { lambda, deadLetters: this.deadLetters });
    for (const { target, ...time } of due) clock.rings(`${when}-${target}`, { ...time, ...about(target) });
  }

  private schedulesOf(name: string) {
    return schedulesOf(this.props.targets[name]?.schedules, this.props.schedules);
  }

  private watch(): void {
    const { metrics = true, alarms = true, dashboard = true } = this.props;
    const { functions, deadLetters, topic } = this;
    const watched: Watched = { functions, deadLetters, targets: metrics ? this.watchedTargets() : [] };
    if (alarms) addAlarms(this, watched, topic);
    if (dashboard) addDashboard(this, watched);
  }

  private watchedTargets(): Watched['targets'] {
    return Object.keys(this.settings.targets).map((name) => {
      const operations = this.operations.filter((operation) => this.targetsOf(operation).includes(name));
      return { name, operations, nightly: operations.includes('check') && this.schedulesOf(name).nightly !== false };
    });
  }
}

function settingsOf(props: LockstepProps): Settings {
  const { targets, sequences, migrations, schema, data, expect, limits, auth, github, chat } = props;
  const withoutSchedules = Object.entries(targets).map(([name, { schedules: _, ...target }]) => [name, target]);
  const given = { sequences, migrations, schema, data, expect, limits, auth, github, publish: { chat } };
  return settingsFrom({ targets: Object.fromEntries(withoutSchedules), ...given });
}
