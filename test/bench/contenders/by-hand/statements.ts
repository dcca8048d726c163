import { type Cell, connected } from '../../connection.ts';
import type { Contender } from '../../contender.ts';
import { countBehind, inBatches, owned, pairSql } from './owned.ts';

export const statements: Contender = {
  name: 'hand-written: statements in batches',
  kind: 'equal',
  explanation:
    'One catalog query with sizes, then `SELECT last_value, is_called, (SELECT max(..))` of every sequence, a hundred statements a message.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const rows: Cell[][] = [];
      for (const batch of inBatches(await owned(session), 100)) {
        rows.push(...(await session.rows(batch.map(pairSql).join(';'))));
      }
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};
