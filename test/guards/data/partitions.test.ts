import { beforeAll, expect, it } from 'vitest';
import { database, type TestDatabase } from '../../support/database.ts';
import { lockstep, targetAt } from '../../support/lockstep.ts';

const columns = 'id int, parent int, born_on text';
let shop: TestDatabase;

/** Whoever reads the other server fails: nobody is there. */
beforeAll(async () => {
  shop = await database(
    `
    CREATE EXTENSION postgres_fdw; CREATE SERVER far FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host '127.0.0.1', port '1');
    CREATE USER MAPPING FOR PUBLIC SERVER far OPTIONS (user 'nobody', password_required 'false');
    CREATE TABLE events (${columns}) PARTITION BY RANGE (id); CREATE TABLE parents (id int PRIMARY KEY);
    CREATE TABLE events_1 PARTITION OF events FOR VALUES FROM (0) TO (9); INSERT INTO events VALUES (1, 1, '2020-01-01');
    CREATE FOREIGN TABLE events_2 PARTITION OF events FOR VALUES FROM (9) TO (99) SERVER far;
    CREATE UNIQUE INDEX halfway ON ONLY events (id);
    CREATE TABLE logs (${columns}); INSERT INTO logs VALUES (1, 1, '2020-01-01');
    CREATE FOREIGN TABLE logs_far () INHERITS (logs) SERVER far; ANALYZE events_1`,
    { forFile: true },
  );
});

it('never reads partitions on another server, nor tables there that inherit: they cost nothing by the planner', async () => {
  const usual = await lockstep('check', shop.url, { guards: ['data'] });
  const { tables, findings } = await lockstep('check', shop.url, { guards: ['data'], all: true });
  expect(tables?.map(({ name, rows, exact }) => [name, rows, exact])).toEqual([
    ['events', null, false],
    ['logs', '1', true],
    ['parents', '0', true],
  ]);
  for (const found of [usual.findings, findings]) {
    const unread = found.filter(({ code }) => code === 'data/not-examined');
    expect(unread.map(({ subject, evidence }) => [subject.name, evidence.reason])).toEqual([['halfway', another]]);
  }
});

it('does not know what is asked of them, and says why', async () => {
  const staging = await database(`
    CREATE TABLE parents (id int PRIMARY KEY);
    CREATE TABLE events (id int PRIMARY KEY, parent int CONSTRAINT of_parent REFERENCES parents, born_on date)`);
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const settings = { expect: { unique: { 'public.events': [['parent']] } } };
  const { findings } = await lockstep('check', shop.url, { guards: ['data'], reference, settings });
  const unknown = findings.filter(({ unknown }) => unknown);
  expect(unknown.map(({ code, subject: { name } }) => [code, name]).sort()).toEqual([
    ['data/not-examined', '(parent)'],
    ['data/not-examined', 'events_pkey'],
    ['data/not-examined', 'halfway'],
    ['data/not-examined', 'of_parent'],
    ['data/type-mismatch', 'born_on'],
  ]);
  for (const { message } of unknown) expect(message).toContain(another);
});

const another = 'some of its partitions lie on another server, which is not read';
