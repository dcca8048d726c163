import { connected } from '../../connection.ts';
import type { Contender } from '../../contender.ts';
import { countBehind, ownedSql } from './owned.ts';

export const heedless: Contender = {
  name: 'hand-written: heedless of locks',
  kind: 'heedless',
  explanation:
    '`pg_sequence_last_value` within the catalog query and all maxima in one message: a lock for every sequence, table and index at once.',
  easier: 'a lock for everything at once',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const all = await session.rows(
        ownedSql.replace('d.objid,', 'pg_sequence_last_value(d.objid)::text, true, d.objid,'),
      );
      const filled = all.filter((row) => row[6] === true);
      const maxima = await session.rows(
        filled
          .map(([last, , , sequence, table, column]) =>
            last === null
              ? `SELECT last_value::text, is_called, (SELECT max(${column})::text FROM ${table}) FROM ${sequence}`
              : `SELECT ${last}, true, max(${column})::text FROM ${table}`,
          )
          .join(';'),
      );
      return { behind: countBehind(maxima), roundTrips: session.roundTrips };
    }),
};
