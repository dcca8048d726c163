import { objectKindSchema, type SnapshotObject } from '../../../model/snapshot.ts';
import { identifier, literal } from '../../../session/sql.ts';
import { named } from './named.ts';
import { eachProperty, type Kind, type Piece, text } from './piece.ts';
import type { Side } from './sides.ts';

export const comment: Kind = {
  create: (object, sides) => ({ pieces: [said(object, text(object, 'text'), sides.from)] }),
  change: (difference, sides) =>
    eachProperty(difference, {
      text: () => ({ pieces: [said(difference.from, text(difference.from, 'text'), sides.to)] }),
    }),
  drop: (object, sides) => ({
    pieces: [{ ...said(object, null, sides.to), phase: 'drop' }],
    decide: 'Keep the comment (and make it on the other side, too), or drop it: its text is lost.',
  }),
};

function said({ path: [on, ...path] }: SnapshotObject, what: string | null, side: Side): Piece {
  const kind = objectKindSchema.parse(on);
  const target = named(kind, path, side.object(kind, path));
  const name =
    kind === 'constraint' ? `${identifier(path[2] ?? '')} ON ${identifier(...path.slice(0, 2))}` : target.name;
  const sql = `COMMENT ON ${target.what} ${name} IS ${what === null ? 'NULL' : literal(what)}`;
  return { sql, phase: 'comment', needs: target.needs, reads: '' };
}
