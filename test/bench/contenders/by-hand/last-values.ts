import { type Cell, connected } from '../../connection.ts';
import type { Contender } from '../../contender.ts';
import { countBehind, inBatches, owned, pairSql } from './owned.ts';

export const lastValues: Contender = {
  name: 'hand-written: pg_sequence_last_value',
  kind: 'floor',
  explanation:
    'One catalog query with sizes; `pg_sequence_last_value` of every sequence in a DO block that commits every 400; then the maxima in batches, with the relation where the function says NULL. It hangs behind an ALTER SEQUENCE in flight, and does not know the next value of a sequence that was never called.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const all = await owned(session);
      const notices = await session.notices(`
        DO $$ DECLARE
          oids oid[] := '{${all.map(({ oid }) => oid).join(',')}}';
        BEGIN
          FOR i IN 0 .. (cardinality(oids) - 1) / 400 LOOP
            RAISE INFO '%', (
              SELECT json_agg(pg_sequence_last_value(oid) ORDER BY at)
              FROM unnest(oids[i * 400 + 1 : i * 400 + 400]) WITH ORDINALITY AS asked (oid, at));
            COMMIT;
          END LOOP;
        END $$`);
      const values = notices.flatMap((notice) => JSON.parse(notice) as (number | null)[]);
      const filled = all.map((each, index) => ({ ...each, last: values[index] ?? null })).filter((each) => each.filled);
      const sql = (each: (typeof filled)[number]) =>
        each.last === null ? pairSql(each) : `SELECT ${each.last}, true, max(${each.column})::text FROM ${each.table}`;
      const rows: Cell[][] = [];
      for (const batch of inBatches(filled, 100)) rows.push(...(await session.rows(batch.map(sql).join(';'))));
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};
