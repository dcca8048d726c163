import { identifier } from '../../../session/sql.ts';
import type { Piece } from './piece.ts';

/** Gives the columns of a view the defaults that they should have: `"name" expression`, as the snapshot writes them. */
export function viewDefaults(path: string[], now: string[], was: string[]): Piece[] {
  const alter = (change: string): Piece => ({
    sql: `ALTER VIEW ${identifier(...path)} ALTER COLUMN ${change}`,
    phase: 'view',
    reads: `${identifier(...path)} ${change}`,
  });
  const wanted = now.map(parts);
  const gone = was.map(parts).filter(({ column }) => !wanted.some((each) => each.column === column));
  return [
    ...wanted
      .filter(({ whole }) => !was.includes(whole))
      .map(({ column, expression }) => alter(`${column} SET DEFAULT ${expression}`)),
    ...gone.map(({ column }) => alter(`${column} DROP DEFAULT`)),
  ];
}

/** The column's name is quoted by the server where it has to be. */
function parts(whole: string): { whole: string; column: string; expression: string } {
  const [, column = '', expression = ''] = /^("(?:[^"]|"")*"|[^ ]+) (.*)$/s.exec(whole) ?? [];
  return { whole, column, expression };
}
