import type { Migration } from '../../../model/manifest.ts';
import type { Linted } from './lint.ts';

const most = 3;

/**
 * Why migrations could not be linted; null where all of them were. A merge runs nothing; of others that run nothing the
 * SQL is known to be none.
 */
export function unlintedOf(migrations: Migration[]): string | null {
  const absent = migrations.filter(({ sql, kind }) => sql === undefined && kind !== 'merge');
  return absent.length === 0 ? null : `the SQL of ${named(absent)} is not known`;
}

/** Which of them hold nothing that could be read as SQL, so that nothing was judged; null where none. Rows of data are none. */
export function unreadOf(linted: Pick<Linted, 'migration' | 'reading'>[]): string | null {
  const unread = linted.filter(({ reading: { statements, faults } }) => {
    const hides = faults.some(({ kind, harmless }) => kind === 'not-understood' && !harmless);
    return statements.length === 0 && hides;
  });
  return unread.length === 0
    ? null
    : `nothing in ${named(unread.map(({ migration }) => migration))} can be read as SQL`;
}

function named(migrations: Migration[]): string {
  const names = migrations.slice(0, most).map(({ id }) => id);
  const rest = migrations.length - names.length;
  return `${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''}`;
}
