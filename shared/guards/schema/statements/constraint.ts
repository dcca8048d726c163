import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { clustering } from './clustering.ts';
import { newOptions } from './options.ts';
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
import type { Side, Sides } from './sides.ts';

export const constraint: Kind = {
  create(object, sides) {
    return together(onTable(object, sides), { pieces: clustering(object) }, accompanied(object, sides, []));
  },
  change: changed,
  drop: (object) => ({
    pieces: [{ ...dropping(object), phase: 'drop' }],
    decide: `Keep it (and make it on the other side, too), or drop it: rows that it refuses today could then be stored${isKey(object) ? ', and its index is lost' : ''}.`,
  }),
};

const isForeign = (object: SnapshotObject) => text(object, 'definition').startsWith('FOREIGN KEY');
const isCheck = (object: SnapshotObject) => text(object, 'definition').startsWith('CHECK');
const isKey = (object: SnapshotObject) => /^(PRIMARY KEY|UNIQUE|EXCLUDE)\b/.test(text(object, 'definition'));

function piece(object: SnapshotObject, action: string): Piece {
  return {
    sql: `ALTER TABLE ${identifier(...object.path.slice(0, 2))} ${action}`,
    phase: isForeign(object) ? 'foreign key' : 'constraint',
    makes: isKey(object) ? [made.keys(object.path), made.index(object.path)] : [],
  };
}

function nameOf({ path }: SnapshotObject): string {
  return identifier(path[2] ?? '');
}

function indexOf({ path }: SnapshotObject): string {
  return identifier(path[0] ?? '', path[2] ?? '');
}

/** `ADD CONSTRAINT`, in the state in which it is in the snapshot. */
function added(object: SnapshotObject, { notValid = false } = {}): Piece {
  const state =
    object.is.enforced === 'no' ? ' NOT ENFORCED' : notValid || object.is.valid === 'no' ? ' NOT VALID' : '';
  return piece(object, `ADD CONSTRAINT ${nameOf(object)} ${text(object, 'definition')}${isKey(object) ? '' : state}`);
}

/** Nobody waits for a table that is new, and it has no rows. A partition has to have what its parent has before. */
export function onNewTable(object: SnapshotObject): Piece[] {
  return [added(object), ...options(object)];
}

/** Fillfactor and the like, of the index that keeps it. */
function options(object: SnapshotObject): Piece[] {
  if (object.is.options === undefined) return [];
  const sql = `ALTER INDEX ${indexOf(object)} SET (${newOptions(list(object, 'options'))})`;
  return [{ sql, phase: 'constraint' }];
}

/** On a table that may have many rows, and that others read and write meanwhile. */
function onTable(object: SnapshotObject, sides: Sides): Undoing {
  const { from, to } = sides;
  // Of a parent that is no difference.
  if (object.is.inherited !== undefined) return { pieces: [], decide: 'It is to come from a table above.' };
  const partitioned = from.object('table', object.path.slice(0, 2))?.is['partition by'] !== undefined;
  if (isKey(object)) return key(object, partitioned, sides.to);
  if (isForeign(object) && partitioned && to.server < 18) {
    return {
      pieces: [added(object)],
      decide:
        'PostgreSQL 17 and older cannot add it NOT VALID to a partitioned table: all rows are looked at while nobody can write to either table.',
    };
  }
  if (!isForeign(object) && !isCheck(object)) return { pieces: [added(object)] };
  const unproven = object.is.valid === 'no' || object.is.enforced === 'no';
  return { pieces: [added(object, { notValid: true }), ...(unproven ? [] : [proof(object)])] };
}

const names = String.raw`\((?:[^()"]|"(?:[^"]|"")*")*\)`;
const withIndex = new RegExp(
  `^(PRIMARY KEY|UNIQUE)( NULLS NOT DISTINCT)? (${names})( INCLUDE ${names})?( DEFERRABLE.*)?$`,
);

function key(object: SnapshotObject, partitioned: boolean, to: Side): Undoing {
  const [, kind = '', nulls = '', columns = '', include = '', deferrable = ''] =
    withIndex.exec(text(object, 'definition')) ?? [];
  if (kind === '' || partitioned || columns.includes('WITHOUT OVERLAPS')) {
    return {
      pieces: [added(object), ...options(object)],
      decide: 'Its index cannot be built concurrently: nobody can write to the table until that is done.',
    };
  }
  const table = identifier(...object.path.slice(0, 2));
  const name = nameOf(object);
  const using = object.is.options === undefined ? '' : ` WITH (${newOptions(list(object, 'options'))})`;
  const sql = `CREATE UNIQUE INDEX CONCURRENTLY ${name} ON ${table} ${columns}${include}${nulls}${using}`;
  const left = to.object('index', object.path);
  const drop =
    left?.is.valid === 'no'
      ? [{ sql: `DROP INDEX CONCURRENTLY ${indexOf(object)}`, phase: 'constraint' as const }]
      : [];
  const usable = left !== undefined && text(left, 'definition').startsWith('CREATE UNIQUE') && drop.length === 0;
  const adding = piece(object, `ADD CONSTRAINT ${name} ${kind} USING INDEX ${name}${deferrable}`);
  if (usable)
    return {
      pieces: [adding],
      decide:
        'A unique index of this name is there: where its columns are the same, it becomes that of the constraint.',
    };
  // An INVALID index of this name is what a build that failed left behind.
  return { pieces: [...drop, { sql, phase: 'constraint' }, adding] };
}

function dropping(object: SnapshotObject): Piece {
  return { ...piece(object, `DROP CONSTRAINT ${nameOf(object)}`), makes: [], reads: '' };
}

function changed(difference: Changed, sides: Sides): Undoing {
  const { from, to, properties } = difference;
  const anew = properties.some(({ name }) => name === 'definition');
  if (anew) {
    const decide = `It is to be ${text(from, 'definition')} in place of ${text(to, 'definition')}: for a moment there is neither, and rows that only the new one refuses make it fail.`;
    return together({ pieces: [dropping(to)], decide }, onTable(from, sides), { pieces: clustering(from) });
  }
  return eachProperty(difference, {
    valid: (now) => valid(from, now === null),
    enforced: (now) => ({
      pieces: [piece(from, `ALTER CONSTRAINT ${nameOf(from)} ${now === null ? '' : 'NOT '}ENFORCED`)],
      decide:
        'Enforced or not decides whether rows that it refuses can be stored. PostgreSQL 18 can alter that of foreign keys alone; any other has to be dropped and added.',
    }),
    'replica identity': (now) => identity(difference, now),
    clustered: (now) => clustered(difference, now),
    options: () => ({ pieces: options(from) }),
    inherited: () => ({
      pieces: [],
      decide: 'On one side it comes from a table above alone; the other one has it for itself.',
    }),
  });
}

function valid(object: SnapshotObject, wanted: boolean): Undoing {
  if (!wanted) return { pieces: [], decide: 'It is valid here and not on the other side: validate it there.' };
  if (isKey(object))
    return { pieces: [], decide: 'It is valid as soon as each partition has its own, attached to it.' };
  return { pieces: [proof(object)] };
}

function proof(object: SnapshotObject): Piece {
  return { ...piece(object, `VALIDATE CONSTRAINT ${nameOf(object)}`), phase: 'proof' };
}

/** Of an index or a constraint: REPLICA IDENTITY of the table names one at a time. */
export function identity({ from }: Changed, now: unknown): Undoing {
  return { pieces: now === null ? [] : clustering({ ...from, is: { 'replica identity': 'yes' } }) };
}

export function clustered({ from, path }: Changed, now: unknown): Undoing {
  const without = `ALTER TABLE ${identifier(...path.slice(0, 2))} SET WITHOUT CLUSTER`;
  // Before CLUSTER ON another one, which has a later phase.
  return {
    pieces: now === null ? [{ sql: without, phase: 'index' }] : clustering({ ...from, is: { clustered: 'yes' } }),
  };
}
