import {
  CreateDBClusterSnapshotCommand,
  type DBCluster,
  DeleteDBClusterSnapshotCommand,
  DescribeDBClusterSnapshotsCommand,
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
} from '@aws-sdk/client-rds';
import { inOrder } from '../../model/shell.ts';
import type { Rds } from './client.ts';
import { aws, besideName, renamed } from './commands.ts';
import { pages, type Snapshots, snapshotFrom, tagOf } from './snapshots.ts';

/** Snapshots of a cluster: Aurora, or several zones of RDS. */
export function clusterSnapshots(DBClusterIdentifier: string, { ask, region }: Rds): Snapshots {
  const described = (input: { DBClusterSnapshotIdentifier?: string }) =>
    pages(async (Marker) => {
      const wanted = { DBClusterIdentifier, SnapshotType: 'manual', Marker, ...input };
      const answer = await ask((client, options) =>
        client.send(new DescribeDBClusterSnapshotsCommand(wanted), options),
      );
      return { items: answer.DBClusterSnapshots, marker: answer.Marker };
    });
  const told = async (input: { DBClusterSnapshotIdentifier?: string }) =>
    (await described(input)).map((each) => snapshotFrom(each.DBClusterSnapshotIdentifier, each));
  return {
    async wayBack() {
      const answer = await ask((client, options) =>
        client.send(new DescribeDBClustersCommand({ DBClusterIdentifier }), options),
      );
      const cluster = { ...answer.DBClusters?.[0], DBClusterIdentifier };
      const writer = await writerClass(cluster, { ask });
      return (snapshot) => commandsBack(cluster, snapshot, { region, writer });
    },
    async create(DBClusterSnapshotIdentifier, target) {
      const input = { DBClusterIdentifier, DBClusterSnapshotIdentifier, Tags: tagOf(target) };
      await ask((client, options) => client.send(new CreateDBClusterSnapshotCommand(input), options));
    },
    find: async (snapshot) => (await told({ DBClusterSnapshotIdentifier: snapshot }))[0] ?? null,
    all: () => told({}),
    async remove(DBClusterSnapshotIdentifier) {
      const input = { DBClusterSnapshotIdentifier };
      await ask((client, options) => client.send(new DeleteDBClusterSnapshotCommand(input), options));
    },
  };
}

/** Of Aurora a snapshot restores no instances; clusters of RDS have theirs in them. */
async function writerClass(cluster: DBCluster, { ask }: Pick<Rds, 'ask'>): Promise<string | undefined> {
  if (cluster.DBClusterInstanceClass) return undefined;
  const members = cluster.DBClusterMembers ?? [];
  const writer = members.find(({ IsClusterWriter }) => IsClusterWriter) ?? members[0];
  if (!writer?.DBInstanceIdentifier) return undefined;
  const input = { DBInstanceIdentifier: writer.DBInstanceIdentifier };
  const answer = await ask((client, options) => client.send(new DescribeDBInstancesCommand(input), options));
  return answer.DBInstances?.[0]?.DBInstanceClass;
}

interface Beside {
  region: string;
  /** class of the instance that writes; undefined where the cluster has none of its own */
  writer: string | undefined;
}

/** A snapshot becomes a new cluster, which then takes the name, and with it the endpoints, of the old one. */
function commandsBack(
  cluster: DBCluster & { DBClusterIdentifier: string },
  snapshot: string,
  { region, writer }: Beside,
): string[] {
  const id = cluster.DBClusterIdentifier;
  const restored = besideName(id, 'restored', snapshot);
  const before = besideName(id, 'before', snapshot);
  const wait = (name: string) => aws('wait db-cluster-available', region, { 'db-cluster-identifier': name });
  const rename = (from: string, to: string) => {
    const names = { 'db-cluster-identifier': from, 'new-db-cluster-identifier': to };
    return renamed(aws('modify-db-cluster', region, { ...names, 'apply-immediately': true }), wait(to));
  };
  const options = { 'db-cluster-identifier': restored, 'snapshot-identifier': snapshot, ...likeIt(cluster) };
  const instance = { 'db-instance-identifier': `${restored}-1`, engine: cluster.Engine, 'db-instance-class': writer };
  const filled = aws('wait db-instance-available', region, { 'db-instance-identifier': `${restored}-1` });
  const writing = [aws('create-db-instance', region, { ...instance, 'db-cluster-identifier': restored }), filled];
  const restore = aws('restore-db-cluster-from-snapshot', region, options);
  const hasWriter = writer !== undefined;
  return [
    inOrder(restore, wait(restored), ...(hasWriter ? writing : [])),
    inOrder(wait(restored), ...(hasWriter ? [filled] : []), rename(id, before), rename(restored, id)),
  ];
}

/** What a restored cluster would get defaults for, other than the one that it takes the place of. */
function likeIt(cluster: DBCluster) {
  const groups = cluster.VpcSecurityGroups?.flatMap(({ VpcSecurityGroupId: group }) => group ?? []);
  const { MinCapacity, MaxCapacity } = cluster.ServerlessV2ScalingConfiguration ?? {};
  return {
    engine: cluster.Engine,
    'engine-version': cluster.EngineVersion,
    'db-cluster-instance-class': cluster.DBClusterInstanceClass,
    'db-subnet-group-name': cluster.DBSubnetGroup,
    'vpc-security-group-ids': groups,
    'db-cluster-parameter-group-name': cluster.DBClusterParameterGroup,
    port: cluster.Port,
    'serverless-v2-scaling-configuration':
      MaxCapacity === undefined ? undefined : `MinCapacity=${MinCapacity},MaxCapacity=${MaxCapacity}`,
    'enable-iam-database-authentication': cluster.IAMDatabaseAuthenticationEnabled || undefined,
    'deletion-protection': cluster.DeletionProtection,
    'copy-tags-to-snapshot': cluster.CopyTagsToSnapshot,
  };
}
