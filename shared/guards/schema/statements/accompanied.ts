import type { SnapshotObject } from '../../../model/snapshot.ts';
import { comment } from './comment.ts';
import { grant } from './grant.ts';
import { ownerOf } from './owner.ts';
import { type Piece, together, type Undoing } from './piece.ts';
import type { Sides } from './sides.ts';

/** A new object with its owner, and with the grants and comments that are no differences of their own. */
export function accompanied(object: SnapshotObject, sides: Sides, pieces: Piece[]): Undoing {
  const own = unlisted(object, sides);
  return together(
    { pieces: [...pieces, ...(sides.owners ? ownerOf(object) : [])] },
    ...own.filter(({ kind }) => kind === 'grant').map((part) => grant.create(part, sides)),
    ...own.filter(({ kind }) => kind === 'comment').map((part) => comment.create(part, sides)),
  );
}

/** What belongs to a missing object, without what is a difference of its own. */
export function unlisted(object: SnapshotObject, sides: Sides): SnapshotObject[] {
  return sides.from.parts(object).filter((part) => sides.difference(part) === undefined);
}
