import type { Rds } from './client.ts';
import type { Place } from './place.ts';

/** A snapshot as RDS tells of it. `at`: the moment that it holds, null while RDS does not know. */
export interface Snapshot {
  id: string;
  status: string;
  percent: number;
  at: Date | null;
  /** what the tag `lockstep` says */
  target: string | null;
}

/** What RDS does with the snapshots of instances, and in the same way with those of clusters. */
export interface Snapshots {
  /** the instance or cluster, as far as the way back needs it: the commands that go back to a snapshot of that name */
  wayBack(): Promise<(snapshot: string) => string[]>;
  create(snapshot: string, target: string): Promise<void>;
  /** null: there is none */
  find(snapshot: string): Promise<Snapshot | null>;
  /** all that somebody made of it */
  all(): Promise<Snapshot[]>;
  remove(snapshot: string): Promise<void>;
}

export async function snapshotsOf(place: Place, rds: Rds): Promise<Snapshots> {
  if (place.kind === 'cluster') return (await import('./cluster.ts')).clusterSnapshots(place.id, rds);
  return (await import('./instance.ts')).instanceSnapshots(place.id, rds);
}

export const tagOf = (target: string) => [{ Key: 'lockstep', Value: target }];

interface Described {
  Status?: string | undefined;
  PercentProgress?: number | undefined;
  SnapshotCreateTime?: Date | undefined;
  TagList?: { Key?: string | undefined; Value?: string | undefined }[] | undefined;
}

export function snapshotFrom(id: string | undefined, described: Described): Snapshot {
  return {
    id: id ?? '',
    status: described.Status ?? 'unknown',
    percent: described.PercentProgress ?? 0,
    at: described.SnapshotCreateTime ?? null,
    target: described.TagList?.find(({ Key }) => Key === 'lockstep')?.Value ?? null,
  };
}

/** Every page of a list. */
export async function pages<Item>(
  page: (marker: string | undefined) => Promise<{ items: Item[] | undefined; marker: string | undefined }>,
): Promise<Item[]> {
  const all: Item[] = [];
  let marker: string | undefined;
  do {
    const answer = await page(marker);
    all.push(...(answer.items ?? []));
    marker = answer.marker;
  } while (marker);
  return all;
}
