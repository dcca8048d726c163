import { shellWord } from '../../../model/shell.ts';

/** A statement as a line for a shell. The address is that of the variable, never the target's own. */
export function psql(sql: string, address = '$DATABASE_URL'): string {
  return `psql "${address}" -c ${/[$`"\\!\p{Cc}]/u.test(sql) ? shellWord(sql) : `"${sql}"`}`;
}
