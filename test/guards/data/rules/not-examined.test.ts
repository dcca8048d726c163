import { beforeAll, describe, expect, it } from 'vitest';
import type { Report } from '../../../../shared/model/report.ts';
import type { Kept } from '../../../../shared/model/request.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { codesOf, findingOf, lockstep, targetAt, type Wish } from '../../../support/lockstep.ts';

let shop: TestDatabase;

beforeAll(async () => {
  shop = await database(`
    CREATE TABLE a (id int PRIMARY KEY);
    CREATE TABLE b (a int);
    INSERT INTO b SELECT generate_series(1, 1000);
    ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a NOT VALID;`);
});

const check = (url: string, wish: Wish = {}): Promise<Report> => lockstep('check', url, { guards: ['data'], ...wish });
const reasonIn = (report: Report) => findingOf(report, 'data/not-examined').evidence.reason;
const settings = (data: object) => ({ settings: { data } });

it('does not know where the role may not read, and says so', async () => {
  const { url } = await shop.role();
  const report = await check(url);
  expect(reasonIn(report)).toContain('permission denied for');
  expect(report).toMatchObject({ verdict: 'unknown', ok: false });
});

it('does not take rows that row security hides for rows that are not there', async () => {
  const { url } = await database(`
    CREATE TABLE a (id int PRIMARY KEY);
    CREATE TABLE b (a int);
    INSERT INTO a VALUES (1);
    INSERT INTO b VALUES (1);
    ALTER TABLE b ADD CONSTRAINT b_a FOREIGN KEY (a) REFERENCES a NOT VALID;
    ALTER TABLE a ENABLE ROW LEVEL SECURITY;`).then((other) => other.role((role) => `GRANT SELECT ON a, b TO ${role}`));
  expect(reasonIn(await check(url))).toContain('row-level security');
});

it('only tells that nobody looked for dates, with what to do: that look could warn at worst', async () => {
  const people = await database(`
    CREATE TABLE people (id int PRIMARY KEY, born text);
    CREATE TABLE hidden (id int PRIMARY KEY, born text);
    ALTER TABLE hidden ENABLE ROW LEVEL SECURITY`);
  const reader = await people.role((role) => `GRANT SELECT ON hidden TO ${role}`);
  const report = await check(reader.url);
  expect(report).toMatchObject({ verdict: 'pass', ok: true });
  const advice = { summary: expect.stringMatching(/GRANT SELECT.*BYPASSRLS/) };
  expect(report.findings).toMatchObject([
    { severity: 'info', subject: { name: 'hidden' }, message: expect.stringContaining('row-level'), remedy: advice },
    { severity: 'info', subject: { name: 'people' }, message: expect.stringContaining('denied'), remedy: advice },
  ]);
});

it.runIf(versions.some((version) => version >= 18))(
  'does not wait for ever for a foreign key that nobody enforces',
  async () => {
    const loose = await database(
      'CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE loose (id int PRIMARY KEY, a int REFERENCES a NOT ENFORCED)',
    );
    const report = await check((await loose.role()).url);
    expect(report.verdict).toBe('pass');
    expect(codesOf(report)).not.toContain('data/not-examined');
  },
);

it('is one finding of each kind for one cause, however many tables it keeps from being read', async () => {
  const names = Array.from({ length: 12 }, (_, at) => `t${at + 10}`);
  const columns = 'id int PRIMARY KEY, birth_date text, a int';
  const tables = names.map(
    (name) => `CREATE TABLE ${name} (${columns}); ALTER TABLE ${name} ADD FOREIGN KEY (a) REFERENCES a NOT VALID;`,
  );
  const many = await database(`CREATE TABLE a (id int PRIMARY KEY);${tables.join('\n')}`);
  const { url } = await many.role((role) => `GRANT SELECT ON a TO ${role}`);
  const told = async (wish: Wish = {}) =>
    (await check(url, wish)).findings.filter(({ code }) => code === 'data/not-examined');
  expect(await told()).toMatchObject([
    { unknown: true, subject: { kind: 'object', name: '12 constraints' } },
    {
      severity: 'info',
      subject: { kind: 'object', name: '12 tables' },
      message: 'nobody looked in which formats 12 tables hold dates: permission denied for table t10, and the like',
      evidence: { objects: names.map((name) => `public.${name}`), count: 12 },
      remedy: { summary: expect.stringContaining('GRANT SELECT') },
    },
  ]);
  const nowhere = targetAt('postgres://nobody@127.0.0.1:1/x?sslmode=disable', 'replica');
  const replica = await told({ readFrom: nowhere, settings: { limits: { connectSeconds: 0.1 } } });
  expect(replica.map(({ subject }) => subject.name)).toEqual(['12 constraints', '12 tables']);
  const ignore = [{ object: 'public.t*', reason: 'not ours' }];
  expect(await told(settings({ ignore }))).toEqual([]);
});

it('asks the planner first, and reads no huge table unasked; with --all, or from a replica, it does', async () => {
  const little = settings({ mostCost: 5 });
  expect(reasonIn(await check(shop.url, little))).toContain('data.mostCost (5)');
  expect(findingOf(await check(shop.url, { ...little, all: true }), 'data/orphan-rows').evidence.rows).toBe('1000');
  const readFrom = targetAt(shop.url, 'replica');
  expect(findingOf(await check(shop.url, { ...little, readFrom }), 'data/orphan-rows').evidence.rows).toBe('1000');
});

it('stops when the time for all tables is up', async () => {
  expect(reasonIn(await check(shop.url, settings({ totalSeconds: 1e-9 })))).toContain('data.totalSeconds');
});

it('does not read the database itself in place of a replica that is none, or does not answer', async () => {
  const elsewhere = await database('CREATE TABLE a (id int)');
  const other = await check(shop.url, { readFrom: targetAt(elsewhere.url, 'replica') });
  expect(reasonIn(other)).toContain('replica is no replica of this database');
  const limits = { connectSeconds: 0.1 };
  const nowhere = targetAt('postgres://nobody@127.0.0.1:1/x?sslmode=disable', 'replica');
  expect(reasonIn(await check(shop.url, { readFrom: nowhere, settings: { limits } }))).toContain('connection refused');
});

it('says once that the database to compare with cannot be read', async () => {
  const settings = { limits: { connectSeconds: 0.1 } };
  const target = targetAt('postgres://nobody@127.0.0.1:1/x?sslmode=disable');
  const report = await check(shop.url, { reference: { name: 'staging', target }, settings });
  expect(reasonIn(report)).toContain('connection refused');
});

describe('rows that were to be counted', () => {
  const most = `
    CREATE SCHEMA s; CREATE TABLE s.t (id int PRIMARY KEY); INSERT INTO s.t SELECT generate_series(1, 100);
    CREATE TABLE pub (id int PRIMARY KEY); CREATE TABLE seen (id int PRIMARY KEY);
    CREATE TABLE hidden (id int PRIMARY KEY); ALTER TABLE hidden ENABLE ROW LEVEL SECURITY;`;
  const unread = ['public.hidden', 'public.pub', 's.t'];
  let [here, staging]: TestDatabase[] = [];
  let reader = '';

  beforeAll(async () => {
    [here, staging] = await Promise.all([
      database(`${most} DELETE FROM s.t WHERE id > 1; CREATE TABLE own (id int PRIMARY KEY)`, { forFile: true }),
      database(most, { forFile: true }),
    ]);
    reader = (await here.role((role) => `GRANT SELECT ON seen, hidden TO ${role}`)).url;
  });
  const reference = (url: string | undefined) => ({ name: 'staging', target: targetAt(String(url)) });
  const unknownIn = ({ findings }: Report) => findings.filter(({ unknown }) => unknown);

  it('are unknown where the role may not read them, or not all, here or there: one finding with the tables', async () => {
    const report = await check(reader, { reference: reference(staging?.url) });
    expect(report).toMatchObject({ verdict: 'unknown', ok: false });
    expect(report.tables).toContainEqual({
      ...{ schema: 's', name: 't', rows: null, exact: false },
      other: { target: 'staging', rows: '100', exact: true },
    });
    const told = {
      code: 'data/not-examined',
      message:
        'nobody knows how many rows 3 tables have (public.hidden, public.pub, s.t): query would be affected by row-level security policy for table "hidden", and the like',
      evidence: { objects: unread },
      remedy: { summary: expect.stringMatching(/GRANT SELECT.*USAGE.*BYPASSRLS/) },
    };
    expect(unknownIn(report)).toMatchObject([told]);
    const all = unknownIn(await check(reader, { all: true }));
    expect(all).toMatchObject([{ evidence: { objects: ['public.hidden', 'public.own', 'public.pub', 's.t'] } }]);
    const ignore = unread.map((object) => ({ object, reason: 'not ours' }));
    const theirs = await staging?.role((role) => `GRANT SELECT ON seen, hidden TO ${role}`);
    const over = unknownIn(await check(String(here?.url), { reference: reference(theirs?.url) }));
    expect(over).toMatchObject([{ message: expect.stringContaining('3 tables have in staging (public.hidden, ') }]);
    const ignored = await check(reader, { reference: reference(theirs?.url), ...settings({ ignore }) });
    expect(unknownIn(ignored)).toEqual([]);
  });

  it('are unknown while somebody changes the table', async () => {
    const holder = await here?.connect();
    await holder?.query('BEGIN; LOCK TABLE pub');
    const limits = { lockSeconds: 0.1 };
    const report = await check(String(here?.url), { all: true, settings: { limits } });
    await holder?.query('ROLLBACK');
    const advice = { summary: expect.stringContaining('run it again') };
    expect(unknownIn(report)).toMatchObject([{ subject: { kind: 'table', name: 'pub' }, remedy: advice }]);
    expect(unknownIn(report)[0]?.message).toBe(
      'nobody knows how many rows pub has: canceling statement due to lock timeout',
    );
  });

  it('may stay uncounted where nobody asked but an archive, or where an estimate has to do for the cost', async () => {
    const nothing = { applied: null, snapshot: {} as Kept['snapshot'], at: '2026-11-20T09:00:00.000Z', tables: [] };
    expect(unknownIn(await check(reader, { kept: nothing }))).toEqual([]);
    expect(unknownIn(await check(reader))).toEqual([]);
    const costly = await check(String(here?.url), { reference: reference(staging?.url), ...settings({ mostCost: 1 }) });
    expect(costly.tables?.filter(({ exact }) => exact).length).toBeLessThan(5);
    expect(unknownIn(costly)).toEqual([]);
    const late = await check(String(here?.url), { all: true, ...settings({ totalSeconds: 1e-9 }) });
    expect(late.tables?.filter(({ exact }) => exact)).toEqual([]);
    expect(unknownIn(late)).toEqual([]);
  });
});
