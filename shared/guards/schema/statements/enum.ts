import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier, literal } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { newOwner } from './owner.ts';
import { type Changed, eachProperty, type Kind, list, made, type Piece, type Undoing } from './piece.ts';

export const enumeration: Kind = {
  create(object, sides) {
    const values = list(object, 'values').map(literal).join(', ');
    const sql = `CREATE TYPE ${identifier(...object.path)} AS ENUM (${values})`;
    return accompanied(object, sides, [{ sql, phase: 'type', makes: [made.whole(object.path)] }]);
  },
  change: (difference) =>
    eachProperty(difference, { values: () => values(difference), owner: newOwner(difference.from) }),
  drop: (object) => dropping(object, 'PostgreSQL refuses as long as a column has it.'),
};

/** Missing values are added where they belong. None can be taken away or moved, so that is to be decided. */
function values({ from, to, path }: Changed): Undoing {
  const pieces = added(from, to);
  const wanted = list(from, 'values');
  const there = list(to, 'values');
  const extra = there.filter((value) => !wanted.includes(value));
  const common = wanted.filter((value) => there.includes(value));
  const moved = there.filter((value) => wanted.includes(value)).some((value, index) => value !== common[index]);
  if (extra.length === 0 && !moved) return { pieces };
  const missing = wanted.filter((value) => !there.includes(value));
  const renamed = extra.length === 1 && missing.length === 1 && wanted.length === there.length;
  if (renamed) {
    const [old = '', now = ''] = [extra[0], missing[0]];
    const sql = `ALTER TYPE ${identifier(...path)} RENAME VALUE ${literal(old)} TO ${literal(now)}`;
    return {
      pieces: [{ sql, phase: 'type', makes: [made.whole(path)] }],
      decide: `Is ${shown([old])} another name of ${shown([now])}? Renaming is at once and keeps the rows. If not, add the missing value (ALTER TYPE ... ADD VALUE); ${rebuild}`,
    };
  }
  const what = extra.length > 0 ? `It has more values here: ${shown(extra)}.` : 'Its values are in another order here.';
  return { pieces, decide: `${what} Leave them, or make a new type: ${rebuild}` };
}

const rebuild =
  'PostgreSQL takes no value away and moves none; that takes a new type, and ALTER TABLE ... ALTER COLUMN ... TYPE ... USING for every column, which rewrites the tables under ACCESS EXCLUSIVE and fails for rows that hold a value that is gone.';

function added(from: SnapshotObject, to: SnapshotObject): Piece[] {
  const there = list(to, 'values');
  const wanted = list(from, 'values');
  const name = identifier(...from.path);
  return wanted.flatMap((value, index): Piece[] => {
    if (there.includes(value)) return [];
    const before = wanted[index - 1];
    const place = before === undefined ? first(there[0]) : ` AFTER ${literal(before)}`;
    const sql = `ALTER TYPE ${name} ADD VALUE ${literal(value)}${place}`;
    return [{ sql, phase: 'type', makes: [made.whole(from.path)] }];
  });
}

function first(next: string | undefined): string {
  return next === undefined ? '' : ` BEFORE ${literal(next)}`;
}

function shown(values: string[]): string {
  return values.map((value) => literal(value).trim()).join(', ');
}
