import type { Remedy } from '../../../model/finding.ts';
import { identifier } from '../../../session/sql.ts';
import { direction, type Range } from '../arithmetic.ts';
import { byHand, columnName } from '../findings.ts';
import type { Sequence } from '../sequence.ts';

/** What ends a range, in words: " (orders.id is integer)". */
export function limitText({ endedBy }: Range): string {
  if (endedBy === null) return '';
  return ` (${columnName(endedBy)}${endedBy.references ? ' references it and' : ''} is ${endedBy.type})`;
}

/** How to get more room: the type of the column that ends the range, or the sequence's own bounds. */
export function widening(sequence: Sequence, { endedBy, to }: Range): Remedy {
  const name = identifier(sequence.schema, sequence.name);
  const bound = direction(sequence) > 0n ? 'NO MAXVALUE' : 'NO MINVALUE';
  const columns = sequence.feeds.filter(({ numbers }) => numbers && (numbers.high === to || numbers.low === to));
  const narrow = [...columns, ...(endedBy?.references ? [endedBy] : [])];
  const types = narrow.map(
    (column) =>
      `ALTER TABLE ${identifier(column.schema, column.table)} ALTER COLUMN ${identifier(column.column)} TYPE bigint`,
  );
  const own = endedBy === null ? [`ALTER SEQUENCE ${name} AS bigint ${bound}`] : [];
  return byHand(
    types.length > 0
      ? 'widen it to bigint; changing a type rewrites its table under a lock that stops everybody: plan it (new column, backfill, swap) where the table is large'
      : 'give the sequence a wider range',
    [...types, ...own],
  );
}
