import { shownPath } from '../../../model/snapshot.ts';
import { identifier } from '../../../session/sql.ts';
import type { Difference } from '../difference.ts';
import { named } from './named.ts';
import type { Undoing } from './piece.ts';

/** What seems to be there under another name. `other`: its path on the other side. */
export function renaming(difference: Difference, other: string[]): Undoing {
  const { kind, change } = difference;
  const shown = shownPath({ kind, path: other });
  if (change === 'added') {
    return {
      pieces: [],
      decide: `It seems to be ${shown} under another name: see there. Where it is not, keep it, or drop it with what it holds.`,
    };
  }
  const sql = renamingOf(difference, other);
  return {
    pieces: sql === null ? [] : [{ sql, phase: 'table', reads: '' }],
    decide: `It seems to be there under the name ${shown}. Rename it, which is done at once and keeps what it holds, but stops code that still uses the old name; or make a new one beside it, and drop the old one when nothing uses it any more.`,
  };
}

function renamingOf({ kind, path, from }: Difference, old: string[]): string | null {
  const table = identifier(...path.slice(0, 2));
  const now = identifier(path.at(-1) ?? '');
  const was = identifier(old.at(-1) ?? '');
  if (kind === 'column') return `ALTER TABLE ${table} RENAME COLUMN ${was} TO ${now}`;
  if (kind === 'constraint') return `ALTER TABLE ${table} RENAME CONSTRAINT ${was} TO ${now}`;
  if (kind === 'grant' || kind === 'comment' || kind === 'extension') return null;
  const moved = path.length === 2 && path[0] !== old[0];
  const target = named(kind, old, { kind, path: old, is: kind === 'table' && from !== null ? from.is : {} });
  if (kind === 'function')
    return `ALTER ${target.what} ${target.name} RENAME TO ${identifier(now.slice(1, now.indexOf('(')))}`;
  if (moved && path[1] === old[1]) return `ALTER ${target.what} ${target.name} SET SCHEMA ${identifier(path[0] ?? '')}`;
  return `ALTER ${target.what} ${target.name} RENAME TO ${now}`;
}
