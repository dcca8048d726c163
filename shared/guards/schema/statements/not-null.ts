import type { Property, SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { altering, notValid } from './column-new.ts';
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

/**
 * SET NOT NULL reads the whole table under ACCESS EXCLUSIVE, unless a valid check says that there is no NULL:
 * https://www.postgresql.org/docs/current/sql-altertable.html
 */
export function proven(column: SnapshotObject, { to }: Sides): Piece[] {
  const [schema = '', table = '', name = ''] = column.path;
  const isTaken = (check: string) => to.object('constraint', [schema, table, check]) !== undefined;
  let check = 'lockstep_not_null';
  for (let number = 2; isTaken(check); number++) check = `lockstep_not_null_${number}`;
  const alter = `ALTER TABLE ${identifier(schema, table)}`;
  const actions = [
    `${alter} ADD CONSTRAINT ${identifier(check)} CHECK (${identifier(name)} IS NOT NULL) NOT VALID`,
    `${alter} VALIDATE CONSTRAINT ${identifier(check)}`,
    altering(column, 'SET NOT NULL').sql,
    `${alter} DROP CONSTRAINT ${identifier(check)}`,
  ];
  return actions.map((sql) => ({ sql, phase: 'column' }));
}
