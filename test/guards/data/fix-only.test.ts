import { expect, it } from 'vitest';
import { scriptFor } from '../../../shared/run.ts';
import { database } from '../../support/database.ts';
import { houseFor, lockstep, requestFor, type Wish } from '../../support/lockstep.ts';

const fix = (url: string, only: string[], guards: Wish['guards'] = all) => lockstep('fix', url, wishOf(only, guards));
const all: Wish['guards'] = ['sequences', 'migrations', 'schema', 'data'];
const wishOf = (only: string[], guards: Wish['guards'] = all): Wish => ({ ...(guards && { guards }), fix: { only } });

it('a name is looked for among all that the guards repair, and one that is nowhere stops all before anything is changed', async () => {
  const shop = await database(`CREATE TABLE late (id serial PRIMARY KEY); INSERT INTO late VALUES (9);
    ALTER TABLE late ADD CONSTRAINT positive CHECK (id > 0) NOT VALID`);
  await expect(fix(shop.url, ['late_id_seq', 'positiv'])).rejects.toThrow(
    '--only positiv: there is nothing of that name to repair; did you mean positive?',
  );
  const script = scriptFor(requestFor('fix', shop.url, wishOf(['positiv'])), houseFor());
  await expect(script).rejects.toThrow('nothing of that name to repair');
  expect(await shop.query('SELECT last_value FROM late_id_seq')).toEqual([{ last_value: '1' }]);
  await expect(fix(shop.url, ['positive'], ['sequences'])).rejects.toThrow('nothing of that name to repair');
  const both = await fix(shop.url, ['late_id_seq', 'public.late.positive']);
  expect(both.changes.map(({ subject }) => subject.name)).toEqual(['late_id_seq', 'positive']);
  expect((await fix(shop.url, ['late.positive'])).changes).toEqual([]);
});
