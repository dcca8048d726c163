import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied } from './accompanied.ts';
import { altering, newColumns } from './column-new.ts';
import { definitionOf } from './column-text.ts';
import { identityChange } from './identity.ts';
import { namesIn } from './mentions.ts';
import { notNull, proven } from './not-null.ts';
import { type Changed, eachProperty, type Kind, made, type Piece, text, together, type Undoing } from './piece.ts';
import type { Sides } from './sides.ts';

export const column: Kind = {
  create(object, sides) {
    return together(adding(object, sides), accompanied({ ...object, is: {} }, sides, []));
  },
  change: changed,
  drop(object) {
    const sql = `ALTER TABLE ${identifier(...object.path.slice(0, 2))} DROP COLUMN ${identifier(object.path[2] ?? '')}`;
    return {
      pieces: [{ sql, phase: 'drop', reads: '' }],
      decide:
        'Keep it (and make it on the other side, too), or drop it: what the rows hold in it is lost, with its indexes and constraints.',
    };
  },
};

function adding(object: SnapshotObject, sides: Sides): Undoing {
  const piece = (definition: string): Piece => ({
    sql: `ALTER TABLE ${identifier(...object.path.slice(0, 2))} ADD COLUMN ${definition}`,
    phase: 'column',
    makes: [made.columns(object.path)],
  });
  const { is } = object;
  const filled = is.default !== undefined || is.generated !== undefined || is.identity !== undefined;
  if (is['not null'] === 'yes' && !filled) {
    const { 'not null': _, ...nullable } = is;
    return {
      pieces: [piece(definitionOf({ ...object, is: nullable })), ...newColumns([object]), ...proven(object, sides)],
      decide:
        'What do the rows that are there hold in it? It is NOT NULL and has no default: fill it after the first statement, or give it a default; on an empty table all statements can run as they are.',
    };
  }
  const pieces = [piece(definitionOf(object)), ...newColumns([object])];
  if (hasOwnValues(object)) {
    const decide =
      'Every row gets a value of its own, so the whole table is written anew under ACCESS EXCLUSIVE: at once where it is small; otherwise add the column without it, fill it in batches, and set the default then.';
    return { pieces, decide };
  }
  if (!mayBeDomain(text(object, 'type'), sides)) return { pieces };
  const decide = `Where ${text(object, 'type')} is a domain with a check, the whole table is written anew under ACCESS EXCLUSIVE, also for a column without a default: at once where it is small; otherwise add it with the type below, and keep the check by a constraint that is added NOT VALID.`;
  return { pieces, decide };
}

/** https://www.postgresql.org/docs/current/sql-altertable.html: a constant, or what is the same for all rows, is kept once. */
function hasOwnValues(column: SnapshotObject): boolean {
  if (column.is.identity !== undefined || column.is.generated === 'stored') return true;
  // With its schema, which the server's own are written without: `public.upper` is another one.
  const calls = text(column, 'default').match(/[\w".$]+(?=\()/g) ?? [];
  return calls.some((name) => !stable.has(name));
}

/** Functions of the server that defaults call, and that answer all rows alike. Types have brackets as well. */
const stable = new Set(
  'now transaction_timestamp statement_timestamp timezone date_trunc lower upper concat to_char to_timestamp to_date make_interval make_date coalesce numeric varchar varying character char bit timestamp time interval date_part md5 current_setting left right jsonb_build_object jsonb_build_array json_build_object ARRAY'.split(
    ' ',
  ),
);

/** Of extensions: in no snapshot, and no domains. */
const ofExtensions = new Set('citext hstore ltree vector halfvec geometry geography'.split(' '));

/** Types of the server are written without a schema. An array of a domain is none. */
function mayBeDomain(type: string, { from, to }: Sides): boolean {
  const [path = []] = namesIn(type);
  if (path.length < 2 || type.endsWith('[]')) return false;
  const kinds = [to, from].flatMap((side) => side.typeKind(path) ?? []);
  return kinds.includes('domain') || (kinds.length === 0 && !ofExtensions.has(path[1] ?? ''));
}

function changed(difference: Changed, sides: Sides): Undoing {
  const { from, to, properties } = difference;
  const alter = (action: string): Undoing => ({ pieces: [altering(from, action)] });
  const differs = (name: string) => properties.some((property) => property.name === name);
  return eachProperty(difference, {
    type: () => typeChange(difference),
    collation: () => (differs('type') ? { pieces: [] } : typeChange(difference)),
    position: (_, was) => ({
      pieces: [],
      decide: `It is column ${was} here. No statement moves a column: that takes a new table, or a view in its place.`,
    }),
    default: (now) => alter(now === null ? 'DROP DEFAULT' : `SET DEFAULT ${text(from, 'default')}`),
    generated: () => generated(difference),
    expression: () => (differs('generated') ? { pieces: [] } : generated(difference)),
    'not null': (now) => notNull(difference, now, sides),
    identity: () => identityChange(difference, 'identity'),
    'identity options': () => identityChange(difference, 'identity options'),
    storage: (now) => (now === null && differs('type') ? { pieces: [] } : alter(`SET STORAGE ${storage(now, from)}`)),
    compression: (now) => alter(`SET COMPRESSION ${now ?? 'default'}`),
    inherited: () => ({
      pieces: [],
      decide: `On one side ${to.path[2]} comes from a table above alone, on the other one it is the table's own: nothing but dropping it there tells them apart.`,
    }),
  });
}

/** Before 16 DEFAULT is unknown, and the type's own has to be named. */
function storage(now: unknown, { is }: SnapshotObject): string {
  if (typeof now === 'string') return now.toUpperCase();
  return /^numeric/.test(String(is.type)) ? 'MAIN' : 'EXTENDED';
}

function typeChange({ from, to }: Changed): Undoing {
  const collation = from.is.collation === undefined ? '' : ` COLLATE ${text(from, 'collation')}`;
  const type = text(from, 'type');
  const action = `TYPE ${type}${collation} USING ${identifier(from.path[2] ?? '')}::${type}`;
  const [now, was] = [`${type}${collation}`, text(to, 'type')];
  return {
    pieces: [altering(from, action)],
    decide: `From ${was} to ${now}: do all its values convert, and what is lost of them? PostgreSQL writes the whole table and its indexes anew under ACCESS EXCLUSIVE, unless ${now} only is wider; views of the column have to be dropped before, and a default may have to be. On a large table add a new column, fill it in batches, and rename.`,
  };
}

function generated({ from, to }: Changed): Undoing {
  const expression = `SET EXPRESSION AS (${text(from, 'expression')})`;
  if (from.is.generated === to.is.generated && from.is.generated !== undefined) {
    return {
      pieces: [altering(from, expression)],
      decide:
        'All its values are computed anew, and the whole table is written under ACCESS EXCLUSIVE. Before PostgreSQL 17 the column has to be dropped and added.',
    };
  }
  if (from.is.generated === undefined) {
    return {
      pieces: [altering(from, 'DROP EXPRESSION')],
      decide: 'Its values stay as they are, and nothing computes them any more.',
    };
  }
  return {
    pieces: [],
    decide: `It is to be GENERATED ALWAYS AS (${text(from, 'expression')}) ${text(from, 'generated').toUpperCase()}: that takes dropping it, with what its rows hold, and adding it anew.`,
  };
}
