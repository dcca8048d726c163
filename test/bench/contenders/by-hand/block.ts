import { type Cell, connected } from '../../connection.ts';
import type { Contender } from '../../contender.ts';
import { countBehind, owned, pairSql } from './owned.ts';

export const block: Contender = {
  name: 'hand-written: a DO block that commits',
  kind: 'equal',
  explanation:
    'One catalog query with sizes, then the same statements in a DO block that commits every hundred, the answers in notices. Lockstep’s way without its care: one failure would end it.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const statements = JSON.stringify((await owned(session)).map(pairSql)).replaceAll("'", "''");
      const notices = await session.notices(`
        DO $$ DECLARE
          statements text[] := ARRAY(SELECT json_array_elements_text('${statements}'));
          answers text[] := '{}';
          answer record;
        BEGIN
          FOR i IN 1 .. cardinality(statements) LOOP
            EXECUTE statements[i] INTO answer;
            answers := answers || answer::text;
            IF i % 100 = 0 OR i = cardinality(statements) THEN
              RAISE INFO '%', array_to_json(answers);
              answers := '{}';
              COMMIT;
            END IF;
          END LOOP;
        END $$`);
      const rows = notices
        .flatMap((notice) => JSON.parse(notice) as string[])
        .map((row): Cell[] => {
          const [last = '', called, max] = row.slice(1, -1).split(',');
          return [last, called === 't', max || null];
        });
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};
