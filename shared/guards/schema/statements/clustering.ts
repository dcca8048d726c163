import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { made, type Piece } from './piece.ts';

/** What a table does with an index, or with that of a constraint: identify rows by it for replication, and cluster on it. */
export function clustering({ is, path }: SnapshotObject): Piece[] {
  const alter = `ALTER TABLE ${identifier(...path.slice(0, 2))}`;
  const name = identifier(path[2] ?? '');
  const piece = (action: string): Piece => ({
    sql: `${alter} ${action}`,
    phase: 'attach',
    needs: [made.index(path), made.whole(path)],
  });
  return [
    is['replica identity'] === undefined ? [] : [piece(`REPLICA IDENTITY USING INDEX ${name}`)],
    is.clustered === undefined ? [] : [piece(`CLUSTER ON ${name}`)],
  ].flat();
}
