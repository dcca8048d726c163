import type { SnapshotObject } from '../../../model/snapshot.ts';
import { named } from './named.ts';
import type { Undoing } from './piece.ts';

/** Drops what is there in addition, which is never certain. `cost`: what is lost with it. */
export function dropping(object: SnapshotObject, cost: string): Undoing {
  const { what, name } = named(object.kind, object.path, object);
  return {
    pieces: [{ sql: `DROP ${what} ${name}`, phase: 'drop', reads: '' }],
    decide: `Keep it (and make it on the other side, too), or drop it: ${cost}`,
  };
}
