import type { Name } from './statement.ts';
import { written, writtenName } from './written.ts';

const aside = '-- outside a transaction:';
const afterwards = '-- in a migration of its own, after the one above:';

/** What has to run on its own, for otherwise the lock of the statement before would be held while it reads the table. */
export function later(sql: string): string {
  return `${afterwards}\n${sql}`;
}

/** What cannot run in a transaction. */
export function outside(sql: string): string {
  return `${aside}\n${sql}`;
}

/** The order of steps: what goes together first, then what stands outside a transaction, then what is for later. */
export function byPlace(one: string, other: string): number {
  const place = (sql: string) => [aside, afterwards].findIndex((mark) => sql.startsWith(mark));
  return place(one) - place(other);
}

/** A constraint of which PostgreSQL believes that it holds for the rows to come, and then its proof for those that are there. */
export function inTwoSteps(head: string, name: string, constraint: string): string[] {
  return [
    `${head} ADD CONSTRAINT ${written(name)} ${constraint} NOT VALID;`,
    later(`${head} VALIDATE CONSTRAINT ${written(name)};`),
  ];
}

/** How a column of a large table gets its values without holding up anybody. `value`: as SQL. */
export function backfill(table: Name, column: string, value: string): string {
  const name = written(column);
  return `fill the rows that are there in batches of some thousand, each in a transaction of its own: UPDATE ${writtenName(table)} SET ${name} = ${value} WHERE ${name} IS NULL AND ...`;
}

/** The name that PostgreSQL itself would give a constraint: "orders_note_check". It cuts names after 63 bytes as well. */
export function usualName(
  table: Name,
  columns: string[],
  suffix: 'check' | 'fkey' | 'key' | 'pkey' | 'not_null' | 'seq',
): string {
  return [table.name, ...columns, suffix].join('_');
}
