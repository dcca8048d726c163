import type { Property, SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { altering, notValid } from './column-new.ts';
import { pathOf } from './mentions.ts';
import type { Changed, Piece, Undoing } from './piece.ts';
import type { Sides } from './sides.ts';

/** NOT NULL of a column that is there, with its rows. */
export function notNull({ from, to }: Changed, now: Property | null, sides: Sides): Undoing {
  if (now === null) return { pieces: [altering(from, 'DROP NOT NULL')] };
  if (to.is['not null'] === 'yes') {
    return {
      pieces: [],
      decide: 'Here it is proven that it holds no NULL: validate the constraint on the other side.',
    };
  }
  if (now === 'not valid') return { pieces: [notValid(from)] };
  return { pieces: proven(from, sides) };
}

const pattern = /^CHECK \(\((.+) IS NOT NULL\)\)$/s;

/**
 * SET NOT NULL reads the whole table under ACCESS EXCLUSIVE, unless a valid check says that there is no NULL:
 * https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function proven(column: SnapshotObject, { to }: Sides): Piece[] {
  const [schema = '', table = '', name = ''] = column.path;
  const there = (check: string) => to.object('constraint', [schema, table, check]);
  // Left behind where the proof failed before.
  const isOwn = (check: string) =>
    pathOf(pattern.exec(String(there(check)?.is.definition))?.[1] ?? '').join('.') === name;
  const isTaken = (check: string) => there(check) !== undefined && !isOwn(check);
  let check = 'lockstep_not_null';
  for (let number = 2; isTaken(check); number++) check = `lockstep_not_null_${number}`;
  const alter = `ALTER TABLE ${identifier(schema, table)}`;
  const quoted = identifier(check);
  const actions = [
    ...(isOwn(check) ? [] : [`${alter} ADD CONSTRAINT ${quoted} CHECK (${identifier(name)} IS NOT NULL) NOT VALID`]),
    `${alter} VALIDATE CONSTRAINT ${quoted}`,
    altering(column, 'SET NOT NULL').sql,
    `${alter} DROP CONSTRAINT ${quoted}`,
  ];
  return actions.map((sql) => ({ sql, phase: 'column' }));
}
