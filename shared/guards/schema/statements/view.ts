import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied, unlisted } from './accompanied.ts';
import { dropping } from './dropping.ts';
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
import { selectList } from './select-list.ts';
import type { Sides } from './sides.ts';
import { trigger } from './trigger.ts';

export const view: Kind = {
  create: (object, sides) =>
    together(
      { pieces: [creation(object)] },
      ...unlisted(object, sides)
        .filter(({ kind }) => kind === 'trigger')
        .map((part) => trigger.create(part, sides)),
      accompanied(object, sides, []),
    ),
  change: changed,
  drop: (object) => dropping(object, 'no rows are lost, but whatever reads it fails.'),
};

function creation(object: SnapshotObject, orReplace = ''): Piece {
  const definition = text(object, 'definition');
  const options = given(list(object, 'options'));
  return {
    sql: `CREATE ${orReplace}VIEW ${identifier(...object.path)}${options} AS\n${definition}`,
    phase: 'view',
    makes: [made.whole(object.path)],
    reads: `${identifier(object.path[0] ?? '')}.x ${definition}`,
  };
}

function changed(difference: Changed, sides: Sides): Undoing {
  const { from, to, properties } = difference;
  const anew = properties.some(({ name }) => name === 'definition');
  return eachProperty(difference, {
    definition: () => replaced(from, to, sides),
    options: (now, was) =>
      // CREATE OR REPLACE sets the options as well, and no longer those that it does not name.
      anew ? { pieces: [] } : optionsChanged(`ALTER VIEW ${identifier(...from.path)}`, { now, was, phase: 'view' }),
    owner: newOwner(from),
  });
}

/** CREATE OR REPLACE keeps names, types and order of the columns and may add some at the end: sql-createview.html. */
function replaced(from: SnapshotObject, to: SnapshotObject, sides: Sides): Undoing {
  const now = selectList(text(from, 'definition'));
  const was = selectList(text(to, 'definition'));
  const same = now !== null && was?.every(({ name }, index) => name !== null && name === now[index]?.name);
  const alike = same && was?.every(({ expression }, index) => expression === now?.[index]?.expression);
  const replacing = creation(from, 'OR REPLACE ');
  if (alike) return { pieces: [replacing] };
  if (same) {
    return {
      pieces: [replacing],
      decide: `What some of its columns are computed from differs. If their types do as well, PostgreSQL refuses to replace it: then it has to be dropped and made anew, ${dependents(to, sides)}.`,
    };
  }
  const drop: Piece = { sql: `DROP VIEW ${identifier(...to.path)}`, phase: 'view', reads: '' };
  return {
    pieces: [drop, creation(from)],
    decide: `Its columns have other names or another order, so it cannot be replaced: it has to be dropped and made anew with its grants, ${dependents(to, sides)}.`,
  };
}

/** What reads it in the target and has to be dropped and made anew with it, in words. */
export function dependents({ path }: SnapshotObject, { to }: Sides): string {
  const found = to.readers(path).map((reader) => reader.path.join('.'));
  // What does not differ may not be in the snapshot.
  return `and with it whatever reads it${found.length === 0 ? '' : ` (${found.join(', ')})`}`;
}
