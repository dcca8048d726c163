import type { Migration } from '../../../model/manifest.ts';

const most = 3;

/**
 * Why migrations could not be linted; null where all of them were. A merge runs nothing; of others that run nothing the
 * SQL is known to be none.
 */
export function unlintedOf(migrations: Migration[]): string | null {
  const absent = migrations.filter(({ sql, kind }) => sql === undefined && kind !== 'merge');
  if (absent.length === 0) return null;
  const names = absent.slice(0, most).map(({ id }) => id);
  const rest = absent.length - names.length;
  return `the SQL of ${names.join(', ')}${rest > 0 ? ` and ${rest} more` : ''} is not known`;
}
