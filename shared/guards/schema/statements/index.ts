import type { SnapshotObject } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import { isNamed } from '../compare/named-as.ts';
import { accompanied } from './accompanied.ts';
import { clustering } from './clustering.ts';
import { clustered, identity } from './constraint.ts';
import { type Changed, eachProperty, type Kind, made, type Piece, text, together, type Undoing } from './piece.ts';
import type { Sides } from './sides.ts';

export const index: Kind = {
  create(object, sides) {
    if (object.is.valid === 'no' && !isPartitioned(object, sides)) {
      return {
        pieces: [],
        decide: 'It is INVALID on the other side, left behind by a build that failed: drop or rebuild it there.',
      };
    }
    return together({ pieces: [...building(object, sides), ...clustering(object)] }, accompanied(object, sides, []));
  },
  change: changed,
  drop: (object, sides) => ({
    pieces: [dropping(object, sides)],
    decide:
      'Keep it (and make it on the other side, too), or drop it: queries that use it become slow, and what it keeps unique no longer is.',
  }),
};

const head = /^CREATE (UNIQUE )?INDEX /;

function nameOf({ path }: SnapshotObject): string {
  return identifier(path[0] ?? '', path[2] ?? '');
}

function isPartitioned({ path }: SnapshotObject, { from, to }: Sides): boolean {
  return (
    (from.object('table', path.slice(0, 2)) ?? to.object('table', path.slice(0, 2)))?.is['partition by'] !== undefined
  );
}

function making(object: SnapshotObject): Pick<Piece, 'phase' | 'makes'> {
  const unique = text(object, 'definition').startsWith('CREATE UNIQUE');
  return { phase: 'index', makes: [made.index(object.path), ...(unique ? [made.keys(object.path)] : [])] };
}

/** Nobody waits for a table that is new. A partition's index is attached with the partition. */
export function indexOfNewTable(object: SnapshotObject): Piece[] {
  return [{ sql: text(object, 'definition'), ...making(object) }];
}

/** While others read and write. A partitioned table's is made empty, and each partition's is built and attached. */
function building(object: SnapshotObject, sides: Sides): Piece[] {
  const definition = text(object, 'definition');
  if (isPartitioned(object, sides)) return [...indexOfNewTable(object), ...attachment(object)];
  return [{ sql: definition.replace(head, 'CREATE $1INDEX CONCURRENTLY '), ...making(object) }, ...attachment(object)];
}

function attachment(object: SnapshotObject): Piece[] {
  if (object.is.parent === undefined) return [];
  return [{ sql: `ALTER INDEX ${text(object, 'parent')} ATTACH PARTITION ${nameOf(object)}`, phase: 'attach' }];
}

function dropping(object: SnapshotObject, sides: Sides): Piece {
  const concurrently = isPartitioned(object, sides) || object.is.parent !== undefined ? '' : 'CONCURRENTLY ';
  return { sql: `DROP INDEX ${concurrently}${nameOf(object)}`, phase: 'drop', reads: '' };
}

function changed(difference: Changed, sides: Sides): Undoing {
  const { from, properties } = difference;
  if (properties.some(({ name }) => name === 'definition')) return replaced(difference, sides);
  return eachProperty(difference, {
    valid: (now) => valid(difference, { wanted: now === null, sides }),
    'replica identity': (now) => identity(difference, now),
    clustered: (now) => clustered(difference, now),
    parent: (now) => ({
      pieces: attachment(from),
      ...(now === null && {
        decide: 'It is attached to the index of a partitioned table here, and not on the other side.',
      }),
    }),
  });
}

function valid({ from }: Changed, { wanted, sides }: { wanted: boolean; sides: Sides }): Undoing {
  if (!wanted) return { pieces: [], decide: 'It is INVALID on the other side: rebuild it there.' };
  // Attaching the last one makes it valid.
  if (isPartitioned(from, sides))
    return { pieces: [], decide: 'It is valid as soon as each partition has its own, attached to it.' };
  return { pieces: [{ sql: `REINDEX INDEX CONCURRENTLY ${nameOf(from)}`, phase: 'index' }] };
}

function replaced({ from, to, path }: Changed, sides: Sides): Undoing {
  const table = sides.to.parts({ kind: 'table', path: path.slice(0, 2), is: {} });
  const taken = new Set(table.map((part) => part.path[2]));
  let name = 'lockstep_new_index';
  for (let number = 2; taken.has(name); number++) name = `lockstep_new_index_${number}`;
  const renaming = `ALTER INDEX ${identifier(path[0] ?? '', name)} RENAME TO ${identifier(path[2] ?? '')}`;
  return {
    pieces: [
      ...building({ ...from, is: isNamed(from, [name]) }, sides),
      { ...dropping(to, sides), phase: 'index' },
      { sql: renaming, phase: 'index' },
      ...clustering(from),
    ],
    decide: `Its definition differs: build the other one, then drop this one (${text(to, 'definition')}), on which queries may rely.`,
  };
}
