import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { named } from './named.ts';
import { type Piece, text, type Undoing } from './piece.ts';

/** Who owns a new object; nothing where the snapshot does not say it. */
export function ownerOf(object: SnapshotObject): Piece[] {
  const owner = text(object, 'owner');
  if (owner === '') return [];
  const { what, name, needs } = named(object.kind, object.path, object);
  const sql = `ALTER ${what} ${name} OWNER TO ${identifier(owner)}`;
  return [{ sql, phase: 'owner', needs, reads: '' }];
}

/** As the other side's owner; of what both have. */
export function newOwner(object: SnapshotObject): () => Undoing {
  return () => ({ pieces: ownerOf(object) });
}
