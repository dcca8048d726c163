import type { SnapshotObject } from '../../../model/snapshot.ts';

/** Counts the columns of each table anew, from 1: in the catalog, dropped ones keep their numbers. */
export function countPositions(objects: SnapshotObject[]): void {
  const tables = Map.groupBy(
    objects.filter(({ kind }) => kind === 'column'),
    ({ path }) => `${path[0]}\0${path[1]}`,
  );
  for (const columns of tables.values()) {
    columns.sort((one, other) => (one.position ?? 0) - (other.position ?? 0));
    columns.forEach((column, index) => {
      column.position = index + 1;
    });
  }
}
