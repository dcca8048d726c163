import { connected } from '../../connection.ts';
import type { Contender } from '../../contender.ts';
import { ownedSql } from './owned.ts';

export const filledOnly: Contender = {
  name: 'hand-written: tables with rows only',
  kind: 'easier',
  explanation:
    'One DO block that finds the tables with rows, reads those and their sequences, commits every hundred, and says how many are behind: one message. Of the other nine sequences in ten it knows nothing (whether they run out, or can be read).',
  easier: 'nothing of the other sequences',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const [count] = await session.notices(`
        DO $$ DECLARE
          owned record;
          last bigint;
          called boolean;
          most bigint;
          filled int := 0;
          behind int := 0;
        BEGIN
          FOR owned IN SELECT * FROM (${ownedSql}) AS o (oid, sequence, tab, col, filled) WHERE o.filled LOOP
            EXECUTE format('SELECT last_value, is_called, (SELECT max(%s) FROM %s) FROM %s', owned.col, owned.tab, owned.sequence)
              INTO last, called, most;
            IF most >= last + called::int THEN behind := behind + 1; END IF;
            filled := filled + 1;
            IF filled % 100 = 0 THEN COMMIT; END IF;
          END LOOP;
          RAISE INFO '%', behind;
        END $$`);
      return { behind: Number(count), roundTrips: session.roundTrips };
    }),
};
