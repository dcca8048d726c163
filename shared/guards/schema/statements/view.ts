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
import { queryOf } from './query.ts';
import type { Sides } from './sides.ts';
import { trigger } from './trigger.ts';
import { viewDefaults } from './view-defaults.ts';

export const view: Kind = {
  create: (object, sides) =>
    together(
      { pieces: [creation(object), ...viewDefaults(object.path, list(object, 'defaults'), [])] },
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
    options: (now, was) => {
      // CREATE OR REPLACE sets the options as well, and no longer those that it does not name.
      const alter = `ALTER VIEW ${identifier(...from.path)}`;
      const { pieces } = anew ? { pieces: [] } : optionsChanged(alter, { now, was, phase: 'view' });
      return { pieces, ...weakened(from, to) };
    },
    defaults: () => ({ pieces: viewDefaults(from.path, list(from, 'defaults'), list(to, 'defaults')) }),
    owner: newOwner(from),
  });
}

const off = /=(?:f|fa|fal|fals|false|off?|no?|0)$/i;

/** What a view's options restrict: as whom it reads, what functions see of hidden rows, what is written through it. */
function restrictions(object: SnapshotObject): string[] {
  const on = list(object, 'options').filter((option) => !off.test(option));
  return on.map((option) => (/^check_option=cascaded$/i.test(option) ? option : (option.split('=', 1)[0] ?? '')));
}

function weakened(from: SnapshotObject, to: SnapshotObject): Pick<Undoing, 'decide'> {
  const kept = restrictions(from).flatMap((option) => [option, option.split('=', 1)[0] ?? '']);
  const lost = restrictions(to).filter((option) => !kept.includes(option));
  if (lost.length === 0) return {};
  return { decide: `It has ${lost.join(', ')} here: without it, whoever may use the view can see or write more rows.` };
}

/** CREATE OR REPLACE keeps names, types and order of the columns and may add some at the end: sql-createview.html. */
function replaced(from: SnapshotObject, to: SnapshotObject, sides: Sides): Undoing {
  const now = queryOf(text(from, 'definition'));
  const was = queryOf(text(to, 'definition'));
  const same = now !== null && was?.columns.every(({ name }, at) => name !== null && name === now.columns[at]?.name);
  // The same expression of another table's columns may be of another type.
  const alike =
    same &&
    was?.source !== null &&
    was?.source === now.source &&
    was?.columns.every(({ expression }, at) => expression === now.columns[at]?.expression);
  const replacing = creation(from, 'OR REPLACE ');
  if (alike) return { pieces: [replacing] };
  if (same) {
    return {
      pieces: [replacing],
      decide: `What its columns are computed from differs. If their types do as well, PostgreSQL refuses to replace it: then it has to be dropped and made anew, ${dependents(to, sides)}.`,
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
