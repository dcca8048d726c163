import {
  CreateDBSnapshotCommand,
  type DBInstance,
  DeleteDBSnapshotCommand,
  DescribeDBInstancesCommand,
  DescribeDBSnapshotsCommand,
} from '@aws-sdk/client-rds';
import { inOrder } from '../../model/shell.ts';
import { refused } from '../refused.ts';
import type { Rds } from './client.ts';
import { aws, besideName, renamed } from './commands.ts';
import { pages, type Snapshots, snapshotFrom, tagOf } from './snapshots.ts';

/** Snapshots of an RDS instance. */
export function instanceSnapshots(DBInstanceIdentifier: string, { ask, region }: Rds): Snapshots {
  const described = (input: { DBSnapshotIdentifier?: string }) =>
    pages(async (Marker) => {
      const wanted = { DBInstanceIdentifier, SnapshotType: 'manual', Marker, ...input };
      const answer = await ask((client, options) => client.send(new DescribeDBSnapshotsCommand(wanted), options));
      return { items: answer.DBSnapshots, marker: answer.Marker };
    });
  const told = async (input: { DBSnapshotIdentifier?: string }) =>
    (await described(input)).map((each) => snapshotFrom(each.DBSnapshotIdentifier, each));
  return {
    async wayBack() {
      const answer = await ask((client, options) =>
        client.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }), options),
      );
      const instance = answer.DBInstances?.[0];
      if (instance?.DBClusterIdentifier) throw ofCluster(DBInstanceIdentifier, instance.DBClusterIdentifier);
      return (snapshot) => commandsBack({ ...instance, DBInstanceIdentifier }, snapshot, region);
    },
    async create(DBSnapshotIdentifier, target) {
      const input = { DBInstanceIdentifier, DBSnapshotIdentifier, Tags: tagOf(target) };
      await ask((client, options) => client.send(new CreateDBSnapshotCommand(input), options));
    },
    find: async (snapshot) => (await told({ DBSnapshotIdentifier: snapshot }))[0] ?? null,
    all: () => told({}),
    async remove(DBSnapshotIdentifier) {
      await ask((client, options) => client.send(new DeleteDBSnapshotCommand({ DBSnapshotIdentifier }), options));
    },
  };
}

function ofCluster(instance: string, cluster: string) {
  return refused(
    `${instance} is an instance of the cluster ${cluster}, and only that can be snapshotted`,
    `set "cluster": "${cluster}" in the target's restore settings`,
  );
}

/** A snapshot becomes a new instance, which then takes the name, and with it the host, of the old one. */
function commandsBack(
  instance: DBInstance & { DBInstanceIdentifier: string },
  snapshot: string,
  region: string,
): string[] {
  const id = instance.DBInstanceIdentifier;
  const restored = besideName(id, 'restored', snapshot);
  const before = besideName(id, 'before', snapshot);
  const wait = (name: string) => aws('wait db-instance-available', region, { 'db-instance-identifier': name });
  const rename = (from: string, to: string) => {
    const names = { 'db-instance-identifier': from, 'new-db-instance-identifier': to };
    return renamed(aws('modify-db-instance', region, { ...names, 'apply-immediately': true }), wait(to));
  };
  return [
    inOrder(
      aws('restore-db-instance-from-db-snapshot', region, {
        'db-instance-identifier': restored,
        'db-snapshot-identifier': snapshot,
        ...likeIt(instance),
      }),
      wait(restored),
    ),
    inOrder(wait(restored), rename(id, before), rename(restored, id)),
  ];
}

/** What a restored instance would get defaults for, other than the one that it takes the place of. */
function likeIt(instance: DBInstance) {
  const groups = instance.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: group }) => group ?? []);
  return {
    'db-instance-class': instance.DBInstanceClass,
    'db-subnet-group-name': instance.DBSubnetGroup?.DBSubnetGroupName,
    'vpc-security-group-ids': groups,
    'db-parameter-group-name': instance.DBParameterGroups?.[0]?.DBParameterGroupName,
    'option-group-name': instance.OptionGroupMemberships?.[0]?.OptionGroupName,
    port: instance.Endpoint?.Port,
    'multi-az': instance.MultiAZ,
    'publicly-accessible': instance.PubliclyAccessible,
    'enable-iam-database-authentication': instance.IAMDatabaseAuthenticationEnabled || undefined,
    'manage-master-user-password': instance.MasterUserSecret ? true : undefined,
    'deletion-protection': instance.DeletionProtection,
    'copy-tags-to-snapshot': instance.CopyTagsToSnapshot,
  };
}
