import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied, unlisted } from './accompanied.ts';
import { clustering } from './clustering.ts';
import { dropping } from './dropping.ts';
import { indexOfNewTable } from './index.ts';
import { given, optionsChanged } from './options.ts';
import { newOwner } from './owner.ts';
import {
  type Changed,
  eachProperty,
  type Kind,
  list,
  made,
  type Piece,
  text,
  together,
  type Undoing,
} from './piece.ts';
import type { Sides } from './sides.ts';
import { dependents } from './view.ts';

export const materializedView: Kind = {
  create: made_,
  change: (difference, sides) => {
    const { from } = difference;
    return eachProperty(difference, {
      definition: () => replaced(difference, sides),
      options: (now, was) =>
        optionsChanged(`ALTER MATERIALIZED VIEW ${identifier(...from.path)}`, { now, was, phase: 'materialized view' }),
      populated: (now) =>
        now === null
          ? { pieces: [filled(from)] }
          : { pieces: [], decide: 'It has never been filled on the other side: REFRESH MATERIALIZED VIEW it there.' },
      owner: newOwner(from),
    });
  },
  drop: (object) => dropping(object, 'whatever reads it fails; its rows can be computed again.'),
};

function made_(object: SnapshotObject, sides: Sides): Undoing {
  const own = unlisted(object, sides).filter(({ kind }) => kind === 'index');
  const method = object.is['access method'] === undefined ? '' : ` USING ${identifier(text(object, 'access method'))}`;
  const head = `CREATE MATERIALIZED VIEW ${identifier(...object.path)}${method}${given(list(object, 'options'))} AS`;
  const definition = text(object, 'definition');
  const creation: Piece = {
    sql: `${head}\n${definition}\nWITH NO DATA`,
    phase: 'materialized view',
    makes: [made.whole(object.path)],
    reads: `${identifier(object.path[0] ?? '')}.x ${definition}`,
  };
  return together(
    {
      pieces: [
        creation,
        // Bodies of functions that it calls, and other materialized views, are there by then.
        ...(object.is.populated === 'no' ? [] : [filled(object)]),
        ...own.flatMap((part) => indexOfNewTable(part).map((piece): Piece => ({ ...piece, phase: 'rows of a view' }))),
        ...own.flatMap((part) => clustering(part).map((piece): Piece => ({ ...piece, phase: 'rows of a view' }))),
      ],
    },
    accompanied(object, sides, []),
  );
}

/** Its rows need those of the materialized views that it reads. */
function filled(object: SnapshotObject): Piece {
  return {
    sql: `REFRESH MATERIALIZED VIEW ${identifier(...object.path)}`,
    phase: 'rows of a view',
    makes: [['rows', ...object.path].join('\0')],
    reads: text(object, 'definition'),
  };
}

function replaced({ from, to }: Changed, sides: Sides): Undoing {
  const dropped: Piece = {
    sql: `DROP MATERIALIZED VIEW ${identifier(...to.path)}`,
    phase: 'materialized view',
    reads: '',
  };
  const anew = made_(from, sides);
  return {
    pieces: [dropped, ...anew.pieces],
    decide: `It cannot be replaced: it has to be dropped and made anew with its indexes and grants, ${dependents(to, sides)}. Until it is filled again, who reads it waits or fails.`,
  };
}
