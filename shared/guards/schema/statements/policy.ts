import type { SnapshotObject } from '../../../model/snapshot.ts';
import { accompanied } from './accompanied.ts';
import { dropping } from './dropping.ts';
import { roleInSql } from './grant.ts';
import { named } from './named.ts';
import { type Changed, type Kind, list, type Piece, text, together, type Undoing } from './piece.ts';

export const policy: Kind = {
  create: (object, sides) => together({ pieces: [creation(object)] }, accompanied(object, sides, [])),
  change: changed,
  drop: (object) =>
    dropping(object, 'rows that it shows would be hidden; if it is restrictive, rows that it hides would be shown.'),
};

function creation(object: SnapshotObject): Piece {
  const { name } = named('policy', object.path);
  const sql = [
    `CREATE POLICY ${name}`,
    object.is.permissive === undefined ? '' : ' AS RESTRICTIVE',
    object.is.command === undefined ? '' : ` FOR ${text(object, 'command')}`,
    ` TO ${roles(object)}`,
    expressions(object, ['using', 'check']),
  ].join('');
  return { sql, phase: 'policy', makes: [['part', ...object.path].join('\0')] };
}

/** Everybody where there is no list. */
function roles(object: SnapshotObject): string {
  const names = list(object, 'roles');
  return names.length === 0 ? 'PUBLIC' : names.map(roleInSql).join(', ');
}

function expressions(object: SnapshotObject, names: string[]): string {
  const words: Record<string, string> = { using: 'USING', check: 'WITH CHECK' };
  return names
    .filter((name) => object.is[name] !== undefined)
    .map((name) => ` ${words[name]} (${text(object, name)})`)
    .join('');
}

/** ALTER POLICY changes its roles and expressions, but takes none of them away: sql-alterpolicy.html. */
function changed(difference: Changed): Undoing {
  const { from, properties, path } = difference;
  const { name } = named('policy', path);
  const isAltered = properties.every(
    ({ name, from }) => name === 'roles' || (['using', 'check'].includes(name) && from !== null),
  );
  if (!isAltered) {
    return {
      pieces: [{ sql: `DROP POLICY ${name}`, phase: 'policy' }, creation(from)],
      decide:
        'It cannot be altered so: it has to be dropped and made anew, in one transaction, or rows are hidden or shown in between.',
    };
  }
  const changes = properties.map((property) => property.name);
  const to_ = changes.includes('roles') ? ` TO ${roles(from)}` : '';
  const sql = `ALTER POLICY ${name}${to_}${expressions(
    from,
    ['using', 'check'].filter((name) => changes.includes(name)),
  )}`;
  return {
    pieces: [{ sql, phase: 'policy' }],
    decide: 'Which rows it shows, and to whom, is other there: may they be seen and written here as well?',
  };
}
