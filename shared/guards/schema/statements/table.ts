import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { accompanied, unlisted } from './accompanied.ts';
import { clustering } from './clustering.ts';
import { newColumns, overrides } from './column-new.ts';
import { definitionOf } from './column-text.ts';
import { onNewTable } from './constraint.ts';
import { dropping } from './dropping.ts';
import { foreignOptions } from './foreign-options.ts';
import { indexOfNewTable } from './index.ts';
import { pathOf } from './mentions.ts';
import { named } from './named.ts';
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
import { policy } from './policy.ts';
import type { Sides } from './sides.ts';
import { trigger } from './trigger.ts';

export const table: Kind = {
  create(object, sides) {
    const own = unlisted(object, sides);
    const of = (kind: SnapshotObject['kind']) => own.filter((part) => part.kind === kind);
    return together(
      {
        pieces: [
          creation(object, of('column')),
          ...newColumns(of('column')),
          ...overrides(object, of('column')),
          ...of('constraint')
            .filter(({ is }) => object.is.inherits === undefined || is.inherited === undefined)
            .flatMap(onNewTable),
          ...of('index').flatMap((part) => indexOfNewTable(part)),
          ...attachment(object),
          ...identityOf(object, of('index'), of('constraint')),
        ].sort(foreignKeysLast),
      },
      besideDefault(object, sides),
      ...of('trigger').map((part) => trigger.create(part, sides)),
      { pieces: rowSecurity(object) },
      ...of('policy').map((part) => policy.create(part, sides)),
      accompanied(object, sides, []),
    );
  },
  change: changed,
  drop: (object) => dropping(object, 'its rows are lost, and whatever needs it has to go first.'),
};

/** What is attached to a parent has to have the same keys before. */
function foreignKeysLast(one: Piece, other: Piece): number {
  const order = (piece: Piece) => ['foreign key', 'attach'].indexOf(piece.phase);
  return order(one) - order(other);
}

function creation(object: SnapshotObject, columns: SnapshotObject[]): Piece {
  const { path, is } = object;
  const server = text(object, 'server');
  const parents = list(object, 'inherits');
  const bare = parents.length > 0 ? columns.filter((column) => column.is.inherited === undefined) : columns;
  const partition = is['partition of'] !== undefined;
  const sorted = bare.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0));
  const lines = sorted.map((column) => definitionOf(column, { typed: is.of !== undefined, partition }));
  const body = lines.filter((line) => line !== '').join(',\n  ');
  const sql = [
    `CREATE ${server !== '' ? 'FOREIGN ' : is.persistence === 'unlogged' ? 'UNLOGGED ' : ''}TABLE ${identifier(...path)}`,
    is.of === undefined ? '' : ` OF ${text(object, 'of')}`,
    body === '' ? (is.of === undefined ? ' ()' : '') : ` (\n  ${body}\n)`,
    parents.length === 0 ? '' : ` INHERITS (${parents.join(', ')})`,
    is['partition by'] === undefined ? '' : ` PARTITION BY ${text(object, 'partition by')}`,
    is['access method'] === undefined ? '' : ` USING ${identifier(text(object, 'access method'))}`,
    given(list(object, 'options')),
    server === '' ? '' : ` SERVER ${identifier(server)}${foreignOptions(list(object, 'foreign options'))}`,
  ].join('');
  return { sql, phase: 'table', makes: [made.whole(path)] };
}

/** ATTACH PARTITION does not lock out who reads and writes the parent, as CREATE TABLE ... PARTITION OF does. */
function attachment(object: SnapshotObject): Piece[] {
  const parent = text(object, 'partition of');
  if (parent === '') return [];
  const sql = `ALTER TABLE ${parent} ATTACH PARTITION ${identifier(...object.path)} ${text(object, 'bound')}`;
  return [{ sql, phase: 'attach' }];
}

/** https://www.postgresql.org/docs/current/sql-altertable.html, of ATTACH PARTITION */
function besideDefault(object: SnapshotObject, sides: Sides): Undoing {
  const parent = pathOf(text(object, 'partition of'));
  const isNew = sides.difference({ kind: 'table', path: parent })?.change === 'removed';
  const known = parent.length < 2 || isNew ? false : sides.to.hasDefault(parent);
  if (known === false) return { pieces: [] };
  const has = `${known === null ? 'If ' : ''}${parent.join('.')} has a DEFAULT partition`;
  return {
    pieces: [],
    decide: `${has}: attaching another one reads it under ACCESS EXCLUSIVE, and fails where one of its rows belongs into the new one. Move those rows first; a valid CHECK on it that excludes them spares the reading.`,
  };
}

function alter(object: SnapshotObject, action: string): string {
  return `ALTER ${named('table', object.path, object).what} ${identifier(...object.path)} ${action}`;
}

function identityOf(object: SnapshotObject, ...parts: SnapshotObject[][]): Piece[] {
  const identity = text(object, 'replica identity');
  const own =
    ['full', 'nothing'].includes(identity) && object.is.server === undefined
      ? [{ sql: alter(object, `REPLICA IDENTITY ${identity.toUpperCase()}`), phase: 'attach' as const }]
      : [];
  return [...own, ...parts.flat().flatMap((part) => clustering(part))];
}

function rowSecurity(object: SnapshotObject): Piece[] {
  const actions = [
    object.is['row security'] === undefined ? [] : ['ENABLE ROW LEVEL SECURITY'],
    object.is['force row security'] === undefined ? [] : ['FORCE ROW LEVEL SECURITY'],
  ].flat();
  return actions.map((action) => ({ sql: alter(object, action), phase: 'policy', reads: identifier(...object.path) }));
}

function changed(difference: Changed): Undoing {
  const { from } = difference;
  const run = (action: string, phase: Piece['phase'] = 'column'): Undoing => ({
    pieces: [{ sql: alter(from, action), phase }],
  });
  return eachProperty(difference, {
    options: (now, was) => optionsChanged(alter(from, '').trimEnd(), { now, was, phase: 'column' }),
    'row security': (now) => {
      if (now !== null) return run('ENABLE ROW LEVEL SECURITY', 'policy');
      return { ...run('DISABLE ROW LEVEL SECURITY', 'policy'), decide: 'Then its policies hide no rows any more.' };
    },
    'force row security': (now) => {
      if (now !== null) return run('FORCE ROW LEVEL SECURITY', 'policy');
      const decide = 'Then its policies hide no rows from its owner any more, as whom applications often log in.';
      return { ...run('NO FORCE ROW LEVEL SECURITY', 'policy'), decide };
    },
    'replica identity': (now, was) => replicaIdentity(difference, { now, was }),
    persistence: (now) => ({
      ...run(`SET ${now === 'unlogged' ? 'UNLOGGED' : 'LOGGED'}`),
      decide: 'It writes the whole table anew under ACCESS EXCLUSIVE; an unlogged table is empty after a crash.',
    }),
    'access method': (now) => ({
      ...run(`SET ACCESS METHOD ${identifier(typeof now === 'string' ? now : 'heap')}`),
      decide: 'It writes the whole table anew under ACCESS EXCLUSIVE (PostgreSQL 15 and newer).',
    }),
    'partition of': (now, was) => partition(difference, { now, was }),
    bound: () =>
      partition(difference, { now: from.is['partition of'] ?? null, was: difference.to.is['partition of'] ?? null }),
    inherits: () => inherits(difference),
    'foreign options': () => ({
      pieces: [],
      decide: 'ALTER FOREIGN TABLE ... OPTIONS changes where its rows come from.',
    }),
    owner: newOwner(from),
  });
}

type Values = { now: unknown; was: unknown };

function replicaIdentity({ from }: Changed, { now }: Values): Undoing {
  // By an index: that index says so, and sets it.
  if (now === 'index') return { pieces: [] };
  const identity = typeof now === 'string' ? now.toUpperCase() : 'DEFAULT';
  return { pieces: [{ sql: alter(from, `REPLICA IDENTITY ${identity}`), phase: 'attach' }] };
}

function partition({ from, path, to }: Changed, { now, was }: Values): Undoing {
  const pieces: Piece[] = [];
  if (typeof was === 'string')
    pieces.push({ sql: `ALTER TABLE ${was} DETACH PARTITION ${identifier(...path)}`, phase: 'attach' });
  pieces.push(...attachment(from));
  const bounds = `${text(to, 'bound') || 'no partition'} here, ${text(from, 'bound') || 'no partition'} there`;
  const decide = `Its place among the partitions differs (${bounds}). Attaching fails for rows that do not belong into it, and takes time to look at them all${typeof now === 'string' ? '' : '; detached, its rows are no rows of the parent any more'}.`;
  return { pieces, decide };
}

function inherits({ from, to }: Changed): Undoing {
  const wanted = list(from, 'inherits');
  const there = list(to, 'inherits');
  const pieces = [
    ...there.filter((parent) => !wanted.includes(parent)).map((parent) => `NO INHERIT ${parent}`),
    ...wanted.filter((parent) => !there.includes(parent)).map((parent) => `INHERIT ${parent}`),
  ].map((action): Piece => ({ sql: alter(from, action), phase: 'attach' }));
  return { pieces, decide: 'Its rows become, or are no more, rows of the tables that it inherits from.' };
}
