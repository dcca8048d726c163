import { beforeAll, expect, it } from 'vitest';
import { ask, type Reply } from '../../../shared/guards/data/ask.ts';
import { budgetOf } from '../../../shared/guards/data/budget.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';

let shop: TestDatabase;

beforeAll(async () => {
  const dear = 'COST 100000000 LANGUAGE plpgsql AS';
  shop = await database(`
    CREATE FUNCTION quick() RETURNS text ${dear} $$BEGIN RETURN 'quick'; END$$;
    CREATE FUNCTION slow() RETURNS text ${dear} $$BEGIN PERFORM pg_sleep(30); RETURN 'slow'; END$$;`);
});

/** What the statements came to with that much time each, and how many round trips it took. */
async function asked(statements: string[], { tableSeconds = 5, totalSeconds = 60 } = {}) {
  return withSession(requestFor('check', shop.url), houseFor(), async (session) => {
    const budget = budgetOf({ tableSeconds, totalSeconds });
    const reader = { session, budget, mostCost: null, replica: null };
    const before = session.roundTrips;
    const replies = await ask(
      reader,
      statements.map((sql) => ({ sql, locks: 1 })),
    );
    return { replies: replies.map(told), trips: session.roundTrips - before };
  });
}

const told = (reply: Reply) => ('cells' in reply ? reply.cells[0] : reply.reason);

it('asks a thousand cheap questions in as many round trips as one', async () => {
  const many = await asked(Array.from({ length: 1000 }, (_, at) => `SELECT '${at}'`));
  expect(many.replies[999]).toBe('999');
  expect(many.trips).toBe((await asked([`SELECT 'one'`])).trips);
});

it('gives a costly one no more than its time, and tells the others all the same', async () => {
  const statements = ['SELECT public.slow()', `SELECT 'cheap'`, 'SELECT missing', 'SELECT public.quick()'];
  const { replies } = await asked(statements, { tableSeconds: 0.4 });
  expect(replies).toEqual([
    'reading it takes longer than 0.4 s (data.tableSeconds)',
    'cheap',
    'column "missing" does not exist',
    'quick',
  ]);
});
