import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { type IVpc, SubnetType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { describe, expect, it } from 'vitest';
import { Lockstep } from '../../infra/lockstep.ts';
import { app, deployed, environmentOf, example, resourcesOf, secretsOf } from './stacks.ts';

const github = { app: 4711, secret: 'lockstep/github' };
const stack = deployed({ ...example, github });

const authTypes = (of: typeof stack) =>
  Object.fromEntries(
    (['check', 'fix', 'verify'] as const).map((operation) => [
      operation,
      resourcesOf(of, 'AWS::Lambda::Url', operation)[0]?.Properties.AuthType,
    ]),
  );

describe('a GitHub App', () => {
  it('opens the function of check to GitHub, and no other', () => {
    expect(authTypes(stack)).toEqual({ check: 'NONE', fix: 'AWS_IAM', verify: 'AWS_IAM' });
  });

  it('has its secret read by check alone, and nothing of it is in the template', () => {
    const reads = (['check', 'fix', 'verify'] as const).map((operation) =>
      JSON.stringify(secretsOf(stack, operation)).includes('lockstep/github'),
    );
    expect(reads).toEqual([true, false, false]);
    expect(stack.text).not.toContain('resolve:secretsmanager');
  });

  it('is known to check, without what is the default', () => {
    const settings = (of: typeof stack, operation: 'check' | 'verify') =>
      JSON.parse(environmentOf(of, operation).LOCKSTEP_SETTINGS ?? '').github;
    expect(settings(stack, 'check')).toEqual(github);
    expect(settings(stack, 'verify')).toBeUndefined();
    const api = 'https://github.example.com/api/v3';
    const more = { ...github, api, repositories: ['octo-org/*'] };
    expect(settings(deployed({ ...example, github: more }), 'check')).toEqual(more);
  });

  it.each([
    ['where the functions have no way out to it', { natGateways: 0 }, 1],
    ['but not where a NAT gateway leads there', { natGateways: 1 }, 0],
  ])('is warned of at synthesis %s', (_, { natGateways }, warnings) => {
    const inVpc = new Stack(app(), 'Stack');
    const [name, cidrMask] = ['functions', 24];
    const [open, closed] = [SubnetType.PUBLIC, SubnetType.PRIVATE_ISOLATED];
    const subnetType = natGateways ? SubnetType.PRIVATE_WITH_EGRESS : closed;
    const subnetConfiguration = [
      { name, cidrMask, subnetType },
      { name: 'public', cidrMask, subnetType: open },
    ];
    const vpc = new Vpc(inVpc, 'Vpc', { maxAzs: 1, natGateways, subnetConfiguration }) as IVpc;
    new Lockstep(inVpc, 'Lockstep', { ...example, github, network: { vpc } });
    const told = Annotations.fromStack(inVpc).findWarning('*', Match.stringLikeRegexp('no way out'));
    expect(told).toHaveLength(warnings);
  });

  it.each([
    ['without a secret', { app: 4711 }, /github has no secret/],
    ['with its key in the template', { ...github, privateKey: 'hunter2' }, /would be in the template/],
    ['with its webhook secret in the template', { ...github, webhookSecret: ['hunter2'] }, /would be in the template/],
    ['with a repository without owner', { ...github, repositories: ['shop'] }, /owner\/name/],
    ['with an API without TLS', { ...github, api: 'http://github.example.com/api/v3' }, /https/],
  ])('%s is refused', (_, wrong, message) => {
    expect(() => deployed({ ...example, github: wrong })).toThrow(message);
    expect(() => deployed({ ...example, github: wrong })).not.toThrow(/hunter2/);
  });
});
