import type { RestoreSettings } from '../../model/deploy-settings.ts';
import { refused } from '../refused.ts';

/** What is snapshotted. `region`: null where AWS_REGION is to say it. */
export interface Place {
  kind: 'instance' | 'cluster';
  id: string;
  region: string | null;
}

type Settings = Extract<RestoreSettings, { method: 'rds-snapshot' }>;

/**
 * What the settings name, else what the host says: `shop.c9akciq32.eu-central-1.rds.amazonaws.com` is an instance,
 * `shop.cluster-c9akciq32...` and `shop.cluster-ro-...` a cluster.
 * https://docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/Aurora.Endpoints.Cluster.html
 * @throws RefusedError where it is neither: of a proxy, or of a custom endpoint, the host names itself alone
 */
export function placeFrom(host: string, { instance, cluster, region }: Settings, target: string): Place {
  const [, label = '', kind = '', ofHost = null] =
    /^([a-z][a-z0-9-]*)\.(?:(cluster-ro|cluster-custom|cluster|proxy|shardgrp)-)?\w+\.([a-z0-9-]+)\.rds\.amazonaws\.com(?:\.cn)?$/i.exec(
      host,
    ) ?? [];
  const where = region ?? ofHost;
  if (cluster !== undefined) return { kind: 'cluster', id: cluster, region: where };
  if (instance !== undefined) return { kind: 'instance', id: instance, region: where };
  if (ofHost !== null && kind === '') return { kind: 'instance', id: label.toLowerCase(), region: where };
  if (kind === 'cluster' || kind === 'cluster-ro') return { kind: 'cluster', id: label.toLowerCase(), region: where };
  throw refused(
    `the host of ${target} does not say which RDS instance or cluster it is${kind === 'proxy' ? ': it is a proxy' : ''}`,
    `name it as targets.${target}.restore.instance or targets.${target}.restore.cluster`,
  );
}
