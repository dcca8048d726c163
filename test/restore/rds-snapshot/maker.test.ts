import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Maker } from '../../../shared/restore/index.ts';
import { stampOf } from '../../../shared/restore/names.ts';
import { makerAt } from '../making.ts';
import { fieldsOf, type RdsService, rdsService, secretAccessKey } from './service.ts';

const instance = 'postgres://owner:database-password@shop-db.c9akciq32.eu-central-1.rds.amazonaws.com/shop';
const cluster = 'postgres://owner:database-password@shop.cluster-c9akciq32.eu-central-1.rds.amazonaws.com/shop';
let rds: RdsService;

beforeEach(async () => {
  rds = await rdsService();
  vi.stubEnv('AWS_ENDPOINT_URL_RDS', rds.url);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIATESTTESTTESTTEST');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
});
afterEach(() => {
  vi.unstubAllEnvs();
});

describe('a snapshot of RDS', () => {
  it('is made of the instance that the host names, tagged, and waited for', async () => {
    rds.statuses = ['creating', 'creating', 'available'];
    const point = await (await maker()).make();
    expect(point.id).toMatch(/^lockstep-production-\d{8}t\d{6}z$/);
    expect(rds.calls.find(({ action }) => action === 'CreateDBSnapshot')?.input).toEqual({
      DBInstanceIdentifier: 'shop-db',
      DBSnapshotIdentifier: point.id,
      'Tags.Tag.1.Key': 'lockstep',
      'Tags.Tag.1.Value': 'production',
    });
    expect(rds.calls.filter(({ action }) => action === 'DescribeDBSnapshots')).toHaveLength(3);
    expect(point).toMatchObject({ at: '2026-11-21T09:00:00.000Z', expiresAt: null, method: 'rds-snapshot' });
  });

  it('leads back by a new instance like the old one, which takes its name only once it is there', async () => {
    rds.instance = `<DBSubnetGroup><DBSubnetGroupName>inner</DBSubnetGroupName></DBSubnetGroup>
      <VpcSecurityGroups><VpcSecurityGroupMembership><VpcSecurityGroupId>sg-1</VpcSecurityGroupId></VpcSecurityGroupMembership>
      <VpcSecurityGroupMembership><VpcSecurityGroupId>sg-2</VpcSecurityGroupId></VpcSecurityGroupMembership></VpcSecurityGroups>
      <DBParameterGroups><DBParameterGroup><DBParameterGroupName>ours</DBParameterGroupName></DBParameterGroup></DBParameterGroups>
      <Endpoint><Port>5433</Port></Endpoint><MultiAZ>true</MultiAZ><PubliclyAccessible>false</PubliclyAccessible>`;
    const { id, back } = await (await maker()).make();
    const stamp = id.split('-').at(-1);
    const region = '--region eu-central-1';
    const wait = (name: string) => `aws rds wait db-instance-available ${region} --db-instance-identifier ${name}`;
    const rename = (from: string, to: string) =>
      `aws rds modify-db-instance ${region} --db-instance-identifier ${from} --new-db-instance-identifier ${to} --apply-immediately && until ${wait(to)} 2>/dev/null; do sleep 10; done`;
    expect(back).toEqual([
      `aws rds restore-db-instance-from-db-snapshot ${region} --db-instance-identifier shop-db-restored-${stamp} --db-snapshot-identifier ${id} --db-instance-class db.t4g.medium --db-subnet-group-name inner --vpc-security-group-ids sg-1 sg-2 --db-parameter-group-name ours --port 5433 --multi-az --no-publicly-accessible && ${wait(`shop-db-restored-${stamp}`)}`,
      `${wait(`shop-db-restored-${stamp}`)} && ${rename('shop-db', `shop-db-before-${stamp}`)} && ${rename(`shop-db-restored-${stamp}`, 'shop-db')}`,
    ]);
    for (const command of back) expectPublished(command);
  });

  it('is made of an Aurora cluster, which leads back by a cluster with an instance that writes', async () => {
    rds.cluster = `<Engine>aurora-postgresql</Engine><EngineVersion>16.4</EngineVersion><DBSubnetGroup>inner</DBSubnetGroup><Port>5432</Port>
      <DBClusterMembers><DBClusterMember><DBInstanceIdentifier>shop-2</DBInstanceIdentifier><IsClusterWriter>false</IsClusterWriter></DBClusterMember>
      <DBClusterMember><DBInstanceIdentifier>shop-1</DBInstanceIdentifier><IsClusterWriter>true</IsClusterWriter></DBClusterMember></DBClusterMembers>
      <ServerlessV2ScalingConfiguration><MinCapacity>0.5</MinCapacity><MaxCapacity>8</MaxCapacity></ServerlessV2ScalingConfiguration>`;
    const { place, back } = await (await maker(cluster)).make();
    expect(place).toContain('of the cluster shop in eu-central-1');
    expect(back[0]).toMatch(
      /restore-db-cluster-from-snapshot .*--engine aurora-postgresql --engine-version 16\.4 .*MinCapacity=0\.5,MaxCapacity=8/,
    );
    expect(back[0]).toMatch(/create-db-instance .*--engine aurora-postgresql --db-instance-class db\.t4g\.medium/);
    expect(back[1]).toMatch(
      /^aws rds wait .*modify-db-cluster .*--new-db-cluster-identifier shop-before-.*--new-db-cluster-identifier shop --apply/,
    );
    for (const command of back) expectPublished(command);
  });

  it('has a name that RDS takes, whatever the target is called', async () => {
    const name = `Shop--Prod.${'x'.repeat(80)}.EU_`;
    const made = await makerAt(cluster, { method: 'rds-snapshot' }, { target: { name } });
    await made.make();
    expect((await made.list()).map(({ target }) => target)).toEqual([name]);
  });

  it.each([
    ['shop.proxy-c9akciq32.eu-central-1.rds.amazonaws.com', {}, /it is a proxy/],
    [
      'reports.cluster-custom-c9akciq32.eu-central-1.rds.amazonaws.com',
      {},
      /does not say which RDS instance or cluster/,
    ],
    ['db.example.com', {}, /does not say which RDS instance or cluster/],
    ['db.example.com', { instance: 'shop-db' }, /no AWS region is set/],
  ])('is refused for the host %s with the settings %o, and says what to configure', async (host, settings, message) => {
    vi.stubEnv('AWS_REGION', '');
    const { obstacle } = await (await maker(`postgres://${host}/shop`, settings)).plan();
    expect(obstacle).toMatch(message);
    expect(obstacle).toMatch(/restore\.(instance|cluster)|"region"/);
  });

  it('is made of what the settings name, wherever the host leads to', async () => {
    const settings = { cluster: 'shop', region: 'eu-central-1' };
    expect((await (await maker('postgres://127.0.0.1:6543/shop', settings)).plan()).sentence).toMatch(
      /RDS makes the snapshot lockstep-production-<time> of the cluster shop in eu-central-1/,
    );
  });
});

describe('snapshots that are old', () => {
  it('are removed where name and tag are of this target, and no others, on whatever page they are', async () => {
    const of = 'shop-db';
    const statuses = ['available'];
    const fresh = `lockstep-production-${stampOf(new Date())}`;
    rds.snapshots = [
      { id: 'by-hand', of, statuses },
      { id: 'lockstep-production-20200101t000000z', of, statuses },
      { id: 'lockstep-production-20200102t000000z', of, statuses, tag: 'Production' },
      { id: fresh, of, statuses, tag: 'production' },
      { id: 'lockstep-production-20200103t000000z', of, statuses, tag: 'production' },
      { id: 'lockstep-production-20200104t000000z', of, statuses: ['creating'], tag: 'production' },
      { id: 'lockstep-production-20200105t000000z', of: 'other-db', statuses, tag: 'production' },
    ];
    const left = rds.snapshots.map(({ id }) => id).filter((id) => !id.includes('20200103'));
    expect((await (await maker()).prune()).map(({ id }) => id)).toEqual(['lockstep-production-20200103t000000z']);
    expect(rds.snapshots.map(({ id }) => id)).toEqual(left);
    expect((await (await maker()).list()).map(({ id }) => id)).toEqual([fresh]);
  });
});

describe('what RDS refuses is told in words', () => {
  it.each([
    ['AccessDenied', /does not allow it to this role/],
    ['DBInstanceNotFound', /knows no such database in eu-central-1/],
    ['InvalidDBInstanceState', /not in a state to be snapshotted/],
    ['SnapshotQuotaExceeded', /as many snapshots as the account may have/],
    ['DBSnapshotAlreadyExists', /at this second/],
    ['ExpiredToken', /does not accept the credentials/],
    ['SomethingElse', /SomethingElse: it does not work/],
  ])('%s', async (code, message) => {
    rds.fail('CreateDBSnapshot', code);
    await expect((await maker()).make()).rejects.toMatchObject({
      code: 'deploy/no-restore-point',
      exitCode: 1,
      message: expect.stringMatching(message),
    });
  });

  it('a secret key that is not the one of its id', async () => {
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'the-key-of-somebody-else');
    await expect((await maker()).make()).rejects.toMatchObject({
      message: expect.stringMatching(/does not accept the credentials/),
    });
    expect(rds.calls).toEqual([]);
  });

  it('a snapshot that fails', async () => {
    rds.statuses = ['creating', 'failed'];
    await expect((await maker()).make()).rejects.toMatchObject({ message: expect.stringMatching(/ is failed$/) });
  });

  it('an instance of a cluster, which only the cluster has snapshots of', async () => {
    rds.instance = '<DBClusterIdentifier>shop</DBClusterIdentifier>';
    expect((await (await maker()).plan()).obstacle).toContain('"cluster": "shop"');
  });

  it('nobody who answers', async () => {
    vi.stubEnv('AWS_ENDPOINT_URL_RDS', 'http://127.0.0.1:1');
    await expect((await maker()).make()).rejects.toMatchObject({
      exitCode: 3,
      message: expect.stringContaining('does not answer'),
    });
  });

  it('nothing, where it is stopped while RDS works', async () => {
    rds.statuses = ['creating'];
    const controller = new AbortController();
    const making = (await maker(instance, {}, controller.signal)).make();
    await expect.poll(() => rds.calls.length, { interval: 5 }).toBeGreaterThan(4);
    controller.abort();
    await expect(making).rejects.toMatchObject({ name: 'InterruptedError' });
  });
});

function maker(url = instance, settings: object = {}, signal?: AbortSignal): Promise<Maker> {
  return makerAt(url, { method: 'rds-snapshot', ...settings }, signal ? { signal } : {});
}

const messages: Record<string, string> = {
  'restore-db-instance-from-db-snapshot': 'RestoreDBInstanceFromDBSnapshotMessage',
  'restore-db-cluster-from-snapshot': 'RestoreDBClusterFromSnapshotMessage',
  'create-db-instance': 'CreateDBInstanceMessage',
  'modify-db-instance': 'ModifyDBInstanceMessage',
  'modify-db-cluster': 'ModifyDBClusterMessage',
};

/** The AWS CLI calls options as RDS calls its fields: every option is one that AWS publishes, and none is missing. */
function expectPublished(line: string): void {
  for (const command of line
    .split(/ && until | && |; do /)
    .filter((each) => each.startsWith('aws rds') && !each.includes(' wait '))) {
    const { names, required } = fieldsOf(messages[command.split(' ')[2] ?? ''] ?? command);
    const known = names.map(asOption);
    const given = [...command.matchAll(/ --(?:no-)?([\w-]+)/g)]
      .map(([, name = '']) => name)
      .filter((name) => name !== 'region');
    expect(
      given.filter((name) => !known.includes(name)),
      command,
    ).toEqual([]);
    expect(
      known.slice(0, required).filter((name) => !given.includes(name)),
      command,
    ).toEqual([]);
  }
}

/** As botocore names them. */
function asOption(field: string): string {
  return field
    .replace(/(.)([A-Z][a-z]+)/g, '$1-$2')
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .toLowerCase();
}
