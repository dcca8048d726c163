import { expect, it } from 'vitest';
import { data } from '../../../../shared/guards/data/index.ts';
import { judge } from '../../../../shared/guards/judge.ts';
import { settingsSchema } from '../../../../shared/model/settings.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database } from '../../../support/database.ts';
import { houseFor, requestFor } from '../../../support/lockstep.ts';

const reason = 'an import of long ago';

it('hides what an entry names, by table or constraint, with *, and only of its code', async () => {
  const { url } = await database(`
    CREATE TABLE a (id int PRIMARY KEY);
    CREATE TABLE b (id int PRIMARY KEY, a int);
    CREATE INDEX ON b (a);
    INSERT INTO b VALUES (1, 1);
    ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a NOT VALID;`);
  const request = requestFor('check', url, { guards: ['data'] });
  const facts = await withSession(request, houseFor(), (session) => data.facts(session, request));
  const codes = (...ignore: { object: string; code?: string; reason: string }[]) =>
    judge(data, facts, settingsSchema.parse({ data: { ignore } })).map(({ code }) => code);
  expect(codes()).toEqual(['data/orphan-rows', 'data/not-validated']);
  expect(codes({ object: 'public.b', reason })).toEqual([]);
  expect(codes({ object: 'public.b.*', reason })).toEqual([]);
  expect(codes({ object: 'public.b.b_a', code: 'orphan-rows', reason })).toEqual(['data/not-validated']);
  expect(codes({ object: 'pub*', code: 'data/not-validated', reason })).toEqual(['data/orphan-rows']);
  expect(codes({ object: 'public.b.other', reason })).toEqual(['data/orphan-rows', 'data/not-validated']);
  expect(codes({ object: 'publicXb', reason }, { object: 'public.b', reason })).toEqual(['data/unused-ignore']);
});
