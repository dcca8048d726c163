import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IVpc, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { Lockstep } from '../../infra/lockstep.ts';
import type { LockstepProps } from '../../infra/props.ts';
import { answerKey } from '../../shared/answer/records.ts';
import { operationSchema } from '../../shared/model/report.ts';
import { keptKey, latestKey, reportKey } from '../../shared/publish/archive/keys.ts';
import { target } from '../report/samples.ts';
import {
  app,
  deployed,
  environmentOf,
  example,
  resourcesOf,
  type Statement,
  secretsOf,
  statementsOf,
} from './stacks.ts';

const operations = operationSchema.options;
const stack = deployed();
const withCallers = deployed({ ...example, auth: { secret: 'callers', fixSecret: 'fix-callers' } });
const inVpc = deployed((scope) => ({ ...example, network: { vpc: new Vpc(scope, 'Vpc', { maxAzs: 2 }) as IVpc } }));

describe('secrets', () => {
  const name = (secret: string) => expect.stringMatching(new RegExp(`:secret:${secret}-\\?{6}$`));

  it.each(['check', 'verify'] as const)(
    'the role of %s reads the credentials for looking, never those of fix',
    (each) => {
      expect(secretsOf(stack, each)).toEqual([name('production/check'), name('staging/check')]);
      expect(secretsOf(withCallers, each)).toEqual([name('production/check'), name('staging/check'), name('callers')]);
    },
  );

  it('the role of fix reads the credentials of fix alone, of targets that allow it', () => {
    expect(secretsOf(stack, 'fix')).toEqual([name('production/fix')]);
    expect(secretsOf(withCallers, 'fix')).toEqual([name('production/fix'), name('fix-callers')]);
  });

  it.each(operations)('the role of %s may do nothing to all secrets, and nothing but read some', (operation) => {
    const statements = statementsOf(inVpc, operation);
    const actions = statements.flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('secretsmanager:'))).toEqual(['secretsmanager:GetSecretValue']);
    expect(actions).not.toContain('*');
    for (const secret of secretsOf(inVpc, operation)) expect(secret).not.toContain('*');
    const everywhere = statements.filter(({ Resource }) => Resource === '*').flatMap(({ Action }) => Action);
    expect(everywhere.filter((action) => !action.startsWith('ec2:'))).toEqual([]);
  });

  it('an ARN may be whole or without the six characters at its end: a name can end like them', () => {
    const arn = 'arn:aws:secretsmanager:eu-west-1:123456789012:secret:db-master';
    const arns = deployed({ targets: { one: { secret: `${arn}-AbC123` }, two: { secret: arn } } });
    const both = [`${arn}-AbC123`, `${arn}-AbC123-??????`, arn, `${arn}-??????`];
    expect(secretsOf(arns, 'check')).toEqual(both);
  });

  it('a secret of the same app can be given by its token', () => {
    const owned = deployed((scope) => ({ targets: { one: { secret: new Secret(scope, 'Own').secretArn } } }));
    expect(environmentOf(owned, 'check').LOCKSTEP_SETTINGS).toContain('"secret":"arn:Own');
    expect(secretsOf(owned, 'check')[0]).toContain('Own');
  });

  it('keys of KMS may be used through Secrets Manager only', () => {
    const key = 'arn:aws:kms:eu-west-1:123456789012:key/1';
    const encrypted = deployed({ ...example, encryptionKeys: [key] });
    const [statement] = statementsOf(encrypted, 'check').filter(({ Resource }) => Resource === key);
    expect(statement).toMatchObject({ Action: 'kms:Decrypt' });
    expect(JSON.stringify(statement?.Condition)).toContain('secretsmanager.');
  });

  it.each([
    ['a password in a URL', { targets: { one: { secret: 's', url: 'postgres://me:hunter2@db.example.com/app' } } }],
    [
      'a user among the parameters',
      { targets: { one: { secret: 's', url: 'postgres://db.example.com/app?user=me' } } },
    ],
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as it is written in a configuration
    ['a variable in a URL', { targets: { one: { secret: 's', url: '${DATABASE_URL}' } } }],
    ['a target without a secret', { targets: { one: { url: 'postgres://db.example.com/app' } } }],
    ['a token', { targets: { one: { secret: 's' } }, auth: { bearer: ['hunter2'] } }],
    ['no target', { targets: {} }],
    ['an unknown key', { targets: { one: { secert: 'hunter2' } } }],
  ])('%s is refused before it is in a template, and not repeated', (_, props) => {
    const attempt = () => deployed(props as unknown as LockstepProps);
    expect(attempt).toThrow();
    expect(attempt).not.toThrow(/hunter2/);
  });

  it('no template resolves a secret', () => {
    for (const { text } of [stack, withCallers, inVpc]) expect(text).not.toContain('{{resolve:');
  });
});

describe('functions', () => {
  it.each(operations)('%s runs on arm64 and Node 24, with a log that ends and structured lines', (operation) => {
    const [lambda] = resourcesOf(stack, 'AWS::Lambda::Function', operation);
    const { Architectures, Runtime, Timeout, LoggingConfig } = lambda?.Properties ?? {};
    expect({ Architectures, Runtime, Timeout }).toEqual({
      Architectures: ['arm64'],
      Runtime: 'nodejs24.x',
      Timeout: 900,
    });
    expect(LoggingConfig.LogFormat).toBe('JSON');
    expect(resourcesOf(stack, 'AWS::Logs::LogGroup', operation)[0]?.Properties.RetentionInDays).toBe(90);
  });

  it('fix is never run a second time by Lambda, the others once', () => {
    const retries = operations.map(
      (operation) =>
        resourcesOf(stack, 'AWS::Lambda::EventInvokeConfig', operation)[0]?.Properties.MaximumRetryAttempts,
    );
    expect(Object.fromEntries(operations.map((operation, index) => [operation, retries[index]]))).toEqual({
      check: 1,
      fix: 0,
      verify: 1,
    });
  });

  it('each has the code of its own operation', () => {
    const keys = operations.map(
      (operation) => resourcesOf(stack, 'AWS::Lambda::Function', operation)[0]?.Properties.Code,
    );
    expect(new Set(keys.map((key) => JSON.stringify(key))).size).toBe(3);
  });

  it('know what they need and no more', () => {
    const settings = (operation: 'check' | 'fix' | 'verify') =>
      JSON.parse(environmentOf(withCallers, operation).LOCKSTEP_SETTINGS ?? '');
    const publish = { topic: expect.stringMatching(/^arn:/), archive: expect.any(String) };
    const targets = {
      production: { secret: 'production/check', environment: 'production' },
      staging: { secret: 'staging/check', allow: ['check', 'verify'] },
    };
    expect(settings('check')).toEqual({ targets, auth: { secret: 'callers' }, publish });
    expect(settings('verify')).toEqual({ targets, auth: { secret: 'callers' }, publish });
    expect(settings('fix')).toEqual({
      // A call to fix the other one is told that it is not allowed, and not that there is no such target.
      targets: { production: { ...targets.production, fixSecret: 'production/fix' }, staging: targets.staging },
      auth: { fixSecret: 'fix-callers' },
      publish,
    });
  });

  describe('of targets that are compared with another one, or read from a replica', () => {
    const beside = deployed({
      ...example,
      targets: {
        production: {
          secret: 'production/check',
          fixSecret: 'production/fix',
          compareWith: 'staging',
          readFrom: 'replica',
        },
        staging: { secret: 'staging/check', url: 'postgres://db.example.com/shop', allow: ['check'] },
        replica: { secret: 'replica/check', allow: ['check'] },
      },
      schema: { ignore: [{ object: 'public.tmp', reason: 'of the DBA' }], owners: false },
      data: { tolerance: 0.2 },
      expect: { extensions: { citext: true } },
    });
    const settings = (operation: 'check' | 'fix' | 'verify') =>
      JSON.parse(environmentOf(beside, operation).LOCKSTEP_SETTINGS ?? '');

    it.each(['check', 'verify'] as const)('the role of %s reads the secrets of these as well', (operation) => {
      const secrets = secretsOf(beside, operation).map((arn) => /secret:(.*)-\?{6}$/.exec(arn)?.[1]);
      expect(secrets).toEqual(['production/check', 'staging/check', 'replica/check']);
      const { production, staging } = settings(operation).targets;
      expect(production).toMatchObject({ compareWith: 'staging', readFrom: 'replica' });
      expect(staging).toMatchObject({ url: 'postgres://db.example.com/shop', allow: ['check'] });
    });

    it('fix, which compares nothing, has no part in it', () => {
      expect(secretsOf(beside, 'fix')).toHaveLength(1);
      expect(settings('fix').targets.production).toEqual({ secret: 'production/check', fixSecret: 'production/fix' });
    });

    it('what is not the default of schema, data and expect is in the settings', () => {
      expect(settings('check')).toMatchObject({
        schema: { ignore: [{ object: 'public.tmp', reason: 'of the DBA' }] },
        data: { tolerance: 0.2 },
        expect: { extensions: { citext: true } },
      });
      expect(Object.keys(settings('check').schema)).toEqual(['ignore']);
    });
  });

  it('no target with credentials for fix: no function fix', () => {
    const looking = deployed({
      targets: { one: { secret: 'one' }, two: { secret: 'two', fixSecret: 'f', allow: ['check'] } },
    });
    expect(looking.lockstep.operations).toEqual(['check', 'verify']);
  });

  it('a target that allows fix alone, without credentials for it, is refused: no function could run on it', () => {
    const targets: LockstepProps['targets'] = { one: { secret: 'one' }, two: { secret: 'two', allow: ['fix'] } };
    expect(() => deployed({ targets })).toThrow(/nothing can run on targets\.two/);
  });

  it('more settings than Lambda has room for are refused with their size', () => {
    const targets = Object.fromEntries(
      [...Array(120).keys()].map((n) => [`target-${n}`, { secret: `target-${n}/check` }]),
    );
    expect(() => deployed({ targets })).toThrow(/settings of check are \d+ bytes; Lambda has room for 4096/);
  });

  it.each(operations)('%s may invoke itself and no other function', (operation) => {
    const invoked = statementsOf(stack, operation).filter(({ Action }) => Action === 'lambda:InvokeFunction');
    expect(JSON.stringify(invoked)).toContain(`Lockstep${operation}Function`);
    expect(invoked).toHaveLength(1);
  });
});

describe('entrances', () => {
  const authTypes = (of: typeof stack) =>
    operations.map((operation) => resourcesOf(of, 'AWS::Lambda::Url', operation)[0]?.Properties.AuthType);

  it('AWS lets in by IAM only, unless callers have secrets that the function itself asks for', () => {
    expect(authTypes(stack)).toEqual(['AWS_IAM', 'AWS_IAM', 'AWS_IAM']);
    expect(authTypes(withCallers)).toEqual(['NONE', 'NONE', 'NONE']);
    expect(authTypes(deployed({ ...example, auth: { fixSecret: 'fix-callers' } }))).toEqual([
      'AWS_IAM',
      'NONE',
      'AWS_IAM',
    ]);
    expect(stack.template.findResources('AWS::Lambda::Permission')).toEqual({});
  });

  it('every target is checked at nine every day and audited by reading alone every week', () => {
    const schedules = resourcesOf(stack, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    expect(schedules.map(({ ScheduleExpression, Target }) => [ScheduleExpression, Target.Input])).toEqual([
      ['cron(0 9 * * ? *)', '{"targets":["production"]}'],
      ['cron(0 9 * * ? *)', '{"targets":["staging"]}'],
      ['cron(0 10 ? * SUN *)', '{"targets":["production"],"peek":true}'],
      ['cron(0 10 ? * SUN *)', '{"targets":["staging"],"peek":true}'],
    ]);
    for (const { Target } of schedules) {
      expect(Target.RetryPolicy.MaximumRetryAttempts).toBe(3);
      expect(JSON.stringify(Target.DeadLetterConfig)).toContain('DeadLetters');
    }
  });

  it('a target has times of its own, or none', () => {
    const { production, staging } = example.targets as Required<LockstepProps>['targets'];
    const own = deployed({
      schedules: { timeZone: 'Europe/London', weekly: false },
      targets: {
        production: { ...production, schedules: { nightly: '03:30', timeZone: 'America/New_York' } },
        staging: { ...staging, schedules: { nightly: false } },
      } as LockstepProps['targets'],
    });
    const schedules = resourcesOf(own, 'AWS::Scheduler::Schedule').map(({ Properties }) => Properties);
    expect(schedules).toHaveLength(1);
    expect(schedules[0]).toMatchObject({
      ScheduleExpression: 'cron(30 3 * * ? *)',
      ScheduleExpressionTimezone: 'America/New_York',
    });
    const descriptions = resourcesOf(own, 'AWS::CloudWatch::Alarm').map(
      ({ Properties }) => Properties.AlarmDescription,
    );
    expect(descriptions.filter((text) => text.includes('26 hours'))).toEqual([expect.stringContaining('production')]);
  });

  it('without any schedule there is no role that could call on one', () => {
    const roles = (of: typeof stack) =>
      resourcesOf(of, 'AWS::IAM::Role').filter((role) => JSON.stringify(role).includes('scheduler.amazonaws.com'));
    expect(roles(stack)).toHaveLength(2);
    expect(roles(deployed({ ...example, schedules: { nightly: false } }))).toHaveLength(1);
    expect(roles(deployed({ ...example, schedules: { nightly: false, weekly: false } }))).toEqual([]);
  });

  it('who is granted a call may call that operation by URL and by itself, and no other', () => {
    const scope = new Stack(app(), 'Stack');
    const caller = new Role(scope, 'Caller', { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
    new Lockstep(scope, 'Lockstep', example).grantCall(caller, 'check');
    const policies = Object.entries(Template.fromStack(scope).findResources('AWS::IAM::Policy'));
    const [, policy] = policies.find(([id]) => id.startsWith('Caller')) ?? [];
    const statements = policy?.Properties.PolicyDocument.Statement as Statement[];
    const actions = new Set(statements.flatMap(({ Action }) => Action));
    expect([...actions].sort()).toEqual(['lambda:InvokeFunction', 'lambda:InvokeFunctionUrl']);
    expect(JSON.stringify(statements)).not.toMatch(/Lockstep(fix|verify)/);
  });

  it('an own topic is used as it is, and none is made', () => {
    const own = deployed((scope) => ({ ...example, topic: new Topic(scope, 'Own') }));
    expect(resourcesOf(own, 'AWS::SNS::Topic')).toHaveLength(1);
    expect(own.template.findResources('AWS::KMS::Key')).toEqual({});
    const [publish] = statementsOf(own, 'check').filter(({ Action }) => Action === 'sns:Publish');
    expect(JSON.stringify(publish?.Resource)).toContain('Own');
  });

  it('an own topic and emails, who would get nothing from it, are refused together', () => {
    const both = (scope: Stack) => ({ ...example, topic: new Topic(scope, 'Own'), emails: ['team@example.com'] });
    expect(() => deployed(both)).toThrow(/emails are subscribed to a topic that is made here only/);
  });
});

describe('alarms', () => {
  const alarms = resourcesOf(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => Properties);
  const alarmOf = (name: string) => {
    const all = Object.entries(stack.template.findResources('AWS::CloudWatch::Alarm'));
    const [, alarm] = all.find(([id]) => id.startsWith(`Lockstep${name}`)) ?? [];
    return alarm as ReturnType<typeof resourcesOf>[number];
  };
  const about = (text: string) => alarms.filter(({ AlarmDescription }) => AlarmDescription.includes(text));

  it.each(['production', 'staging'])('of %s: blocked, unknown, not published, not told for 26 hours', (target) => {
    const [blocked, unknown, unpublished, unchecked] = ['Blocked', 'Unknown', 'NotPublished', 'Unchecked'].map(
      (name) => alarmOf(`${name}${target}`).Properties,
    );
    for (const { EvaluationPeriods, Threshold, ComparisonOperator } of [blocked, unknown, unpublished]) {
      expect([EvaluationPeriods, Threshold, ComparisonOperator]).toEqual([1, 1, 'GreaterThanOrEqualToThreshold']);
    }
    expect(unpublished.TreatMissingData).toBe('notBreaching');
    expect(unchecked).toMatchObject({ EvaluationPeriods: 26, TreatMissingData: 'breaching' });
    expect(unchecked.Metrics[0].MetricStat.Period).toBe(3600);
  });

  it('stay as the last run left them: what blocked an hour ago is not over because nothing ran since', () => {
    for (const name of ['Blockedproduction', 'Unknownproduction', 'DeadLettersVisible']) {
      const { TreatMissingData, Metrics = [] } = alarmOf(name).Properties;
      expect(TreatMissingData).toBe('ignore');
      // A repair that takes longer than this ends the alarm.
      for (const { MetricStat } of Metrics.slice(1)) expect(MetricStat.Period).toBe(60);
    }
  });

  it('say that something is over only where that is known', () => {
    const over = Object.entries(stack.template.findResources('AWS::CloudWatch::Alarm'))
      .filter(([, { Properties }]) => Properties.OKActions !== undefined)
      .map(([id]) => id.replace(/^Lockstep|[0-9A-F]{8}$/g, ''));
    const states = ['Blocked', 'Unknown', 'Unchecked'].flatMap((name) => [`${name}production`, `${name}staging`]);
    expect(over.sort()).toEqual(['DeadLettersVisible', ...states].sort());
  });

  it('count a check that could not tell as none', () => {
    const [{ MetricStat }] = alarmOf('Uncheckedproduction').Properties.Metrics;
    expect([MetricStat.Metric.MetricName, MetricStat.Stat]).toEqual(['Blocked', 'SampleCount']);
    expect(MetricStat.Metric.Dimensions).toContainEqual({ Name: 'operation', Value: 'check' });
  });

  it('of functions that fail and of dead letters; all tell the topic', () => {
    expect(about('the function')).toHaveLength(3);
    expect(about('dead letters')).toHaveLength(1);
    for (const { AlarmActions } of alarms) expect(JSON.stringify(AlarmActions)).toContain('LockstepTopic');
  });

  it('watch the names under which the functions count', () => {
    const metrics = alarms.flatMap(({ Metrics = [] }) => Metrics).flatMap(({ MetricStat }) => MetricStat?.Metric ?? []);
    expect(new Set(metrics.map(({ Namespace }) => Namespace))).toEqual(new Set(['Lockstep']));
    expect(new Set(metrics.map(({ MetricName }) => MetricName))).toEqual(
      new Set(['Blocked', 'Unknown', 'NotPublished']),
    );
    for (const { Dimensions } of metrics)
      expect(Dimensions.map(({ Name }: { Name: string }) => Name)).toEqual(['operation', 'target']);
  });

  it('what costs most can be left out', () => {
    const cheap = deployed({ ...example, metrics: false, dashboard: false });
    expect(resourcesOf(cheap, 'AWS::CloudWatch::Alarm')).toHaveLength(4);
    expect(resourcesOf(cheap, 'AWS::CloudWatch::Dashboard')).toEqual([]);
    expect(environmentOf(cheap, 'check').POWERTOOLS_METRICS_DISABLED).toBe('true');
    expect(resourcesOf(deployed({ ...example, alarms: false }), 'AWS::CloudWatch::Alarm')).toEqual([]);
  });
});

describe('where reports go', () => {
  it.each(operations)('%s reaches what it keeps itself in the archive, and reads no report', (operation) => {
    const reached = (action: string) =>
      statementsOf(stack, operation)
        .filter(({ Action }) => [Action].flat().includes(action))
        .flatMap(({ Resource }) => [Resource].flat())
        .map((resource) => (resource as { 'Fn::Join': [string, unknown[]] })['Fn::Join'][1].at(-1));
    const report = { target: { ...target, name: '..' }, operation, startedAt: '2026-11-21T09:00:00.000Z', id: 'ID' };
    const own = [latestKey(report), answerKey(operation, 'ID')];
    const fits = (key: string) => (pattern: unknown) =>
      new RegExp(`^/${String(pattern).slice(1).replaceAll('*', '.*')}$`).test(`/${key}`);
    for (const key of own) expect(reached('s3:GetObject').filter(fits(key))).toHaveLength(1);
    for (const key of [...own, reportKey(report)]) expect(reached('s3:PutObject').filter(fits(key))).toHaveLength(1);
    expect(reached('s3:GetObject').filter(fits(reportKey(report)))).toEqual([]);
    const wanted = operation === 'fix' ? 0 : 1;
    for (const action of ['s3:GetObject', 's3:PutObject']) {
      expect(reached(action).filter(fits(keptKey('..')))).toHaveLength(wanted);
    }
    for (const other of operations.filter((each) => each !== operation)) {
      for (const key of [latestKey({ ...report, operation: other }), answerKey(other, 'ID')]) {
        expect([...reached('s3:PutObject'), ...reached('s3:GetObject')].filter(fits(key))).toEqual([]);
      }
    }
  });

  it.each(operations)('%s may send to the dead letters, and nothing else', (operation) => {
    const actions = statementsOf(stack, operation).flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.startsWith('sqs:'))).toEqual(['sqs:SendMessage']);
    const [retries] = resourcesOf(stack, 'AWS::Lambda::EventInvokeConfig', operation);
    expect(JSON.stringify(retries?.Properties.DestinationConfig.OnFailure)).toContain('DeadLetters');
  });

  it('the archive is private, encrypted, reached by TLS only, and outlives the stack', () => {
    const [bucket] = Object.values(stack.template.findResources('AWS::S3::Bucket'));
    expect(bucket).toMatchObject({ DeletionPolicy: 'Retain' });
    expect(Object.values(bucket?.Properties.PublicAccessBlockConfiguration)).toEqual([true, true, true, true]);
    expect(JSON.stringify(stack.template.findResources('AWS::S3::BucketPolicy'))).toContain(
      '"aws:SecureTransport":"false"',
    );
  });

  it('reports are kept 400 days and calls two, or as long as is wanted', () => {
    const [{ Properties } = { Properties: {} }] = resourcesOf(stack, 'AWS::S3::Bucket');
    const rules = Properties.LifecycleConfiguration.Rules as {
      Id: string;
      Prefix?: string;
      ExpirationInDays?: number;
    }[];
    expect(rules).toContainEqual(expect.objectContaining({ Prefix: 'reports/', ExpirationInDays: 400 }));
    expect(rules).toContainEqual(expect.objectContaining({ Prefix: 'calls/', ExpirationInDays: 2 }));
    const short = deployed({ ...example, retention: { logs: RetentionDays.ONE_WEEK } });
    expect(resourcesOf(short, 'AWS::Logs::LogGroup', 'check')[0]?.Properties.RetentionInDays).toBe(7);
  });

  it('the topic is encrypted, by TLS only, and lets in the alarms, which its key does as well', () => {
    const policy = JSON.stringify(stack.template.findResources('AWS::SNS::TopicPolicy'));
    expect(policy).toContain('"aws:SecureTransport":"false"');
    expect(policy).toContain('"Service":"cloudwatch.amazonaws.com"');
    expect(JSON.stringify(stack.template.findResources('AWS::KMS::Key'))).toContain(
      '"Service":"cloudwatch.amazonaws.com"',
    );
    expect(resourcesOf(stack, 'AWS::SNS::Topic')[0]?.Properties.KmsMasterKeyId).toBeDefined();
  });
});

describe('in a VPC', () => {
  it('functions trust the authorities of RDS and reach what they call without a way out', () => {
    expect(environmentOf(inVpc, 'check').NODE_EXTRA_CA_CERTS).toBe('/var/runtime/ca-cert.pem');
    expect(environmentOf(stack, 'check').NODE_EXTRA_CA_CERTS).toBeUndefined();
    const types = resourcesOf(inVpc, 'AWS::EC2::VPCEndpoint').map(({ Properties }) => Properties.VpcEndpointType);
    expect(types.sort()).toEqual(['Gateway', 'Interface', 'Interface', 'Interface']);
    for (const { Properties } of resourcesOf(inVpc, 'AWS::EC2::SecurityGroup')) {
      for (const { CidrIp } of Properties.SecurityGroupIngress ?? []) expect(CidrIp).toBeUndefined();
    }
  });

  it.each(operations)('the code of %s may not do to network interfaces what Lambda may for it', (operation) => {
    const [allowed, denied, ...others] = statementsOf(inVpc, operation)
      .filter(({ Action }) => JSON.stringify(Action).includes('ec2:'))
      .sort((one, other) => one.Effect.localeCompare(other.Effect));
    expect(others).toEqual([]);
    expect([allowed?.Effect, denied?.Effect]).toEqual(['Allow', 'Deny']);
    expect(denied?.Action).toEqual(allowed?.Action);
    expect(JSON.stringify(denied?.Condition)).toMatch(
      new RegExp(`"ArnEquals":{"lambda:SourceFunctionArn":{"Fn::GetAtt":\\["Lockstep${operation}Function`),
    );
    expect(statementsOf(stack, operation).filter(({ Effect }) => Effect === 'Deny')).toEqual([]);
  });

  it('endpoints that the VPC has are not made again', () => {
    const none = deployed((scope: Stack) => ({
      ...example,
      network: { vpc: new Vpc(scope, 'Vpc') as IVpc, endpoints: [] },
    }));
    expect(resourcesOf(none, 'AWS::EC2::VPCEndpoint')).toEqual([]);
  });
});
