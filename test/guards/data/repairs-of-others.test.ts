import { describe, expect, it } from 'vitest';
import { data } from '../../../shared/guards/data/index.ts';
import type { Change } from '../../../shared/model/change.ts';
import { scriptFor } from '../../../shared/run.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, type TestDatabase, versions } from '../../support/database.ts';
import { houseFor, lockstep, requestFor } from '../../support/lockstep.ts';

const fix = (url: string) => lockstep('fix', url, { guards: ['data'] });

const isSuperuser = async (shop: TestDatabase, role: string) =>
  (await shop.query(`SELECT rolsuper FROM pg_roles WHERE rolname = '${role}'`))[0]?.rolsuper;

/** A function of that role that makes it a superuser, where whoever calls it may. */
const evil = (role: string) => `
  CREATE FUNCTION public.worse() RETURNS boolean LANGUAGE plpgsql AS $$
    BEGIN
      IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN ALTER ROLE ${role} SUPERUSER; END IF;
      RETURN true;
    END $$;
  CREATE FUNCTION evil(int) RETURNS boolean LANGUAGE plpgsql IMMUTABLE AS 'BEGIN RETURN public.worse(); END'`;

/** A database where a role that is no superuser made of its tables what `sql` says. */
async function madeByOther(sql: (role: string) => string, version?: number) {
  const shop = await database(
    `CREATE FUNCTION exec(text) RETURNS int LANGUAGE plpgsql AS 'BEGIN EXECUTE $1; RETURN 1; END'`,
    version === undefined ? {} : { version },
  );
  const other = await shop.role((role) => `GRANT CREATE, USAGE ON SCHEMA public TO ${role}`);
  await other.query(sql(other.name));
  return { shop, other };
}

describe.each(versions)('on PostgreSQL %i', (version) => {
  it('no code of another role is run with the rights of this one, whichever way a constraint calls it', async () => {
    const { shop, other } = await madeByOther(
      (role) => `${evil(role)};
      CREATE DOMAIN devil AS int;
      CREATE TYPE deep AS (a devil);
      CREATE TYPE mood AS ENUM ('a');
      CREATE FUNCTION number(mood) RETURNS int LANGUAGE sql IMMUTABLE AS 'SELECT evil(1)::int';
      CREATE CAST (mood AS int) WITH FUNCTION number(mood) AS IMPLICIT;
      CREATE TABLE ids (id int PRIMARY KEY);
      CREATE TABLE t (a int, b text, m mood, i int);
      INSERT INTO t VALUES (1, '(1)', NULL, NULL);
      ALTER TABLE t
        ADD CONSTRAINT calls CHECK (evil(a)) NOT VALID,
        ADD CONSTRAINT by_domain CHECK (a::devil > 0) NOT VALID,
        ADD CONSTRAINT by_parts CHECK (b::deep IS NOT NULL) NOT VALID,
        ADD CONSTRAINT by_query CHECK (query_to_xml('SELECT evil(1)', true, false, '') IS NOT NULL) NOT VALID,
        ADD CONSTRAINT by_helper CHECK (exec('ALTER ROLE ${role} SUPERUSER') = 1) NOT VALID,
        ADD CONSTRAINT by_cast FOREIGN KEY (m) REFERENCES ids NOT VALID;
      ALTER TABLE t ADD CONSTRAINT by_index FOREIGN KEY (i) REFERENCES ids NOT VALID;
      ALTER DOMAIN devil ADD CHECK (evil(VALUE));
      CREATE INDEX ON ids (id) WHERE evil(1)`,
      version,
    );
    const report = await fix(shop.url);
    expect(await isSuperuser(shop, other.name)).toBe(false);
    expect(report.changes).toEqual([]);
    const left = report.findings.filter(({ code }) => code === 'data/not-fixed');
    expect(left.map(({ subject }) => subject.name).sort()).toEqual([
      'by_cast',
      'by_domain',
      'by_helper',
      'by_index',
      'by_parts',
      'by_query',
      'calls',
    ]);
    expect(left.find(({ subject }) => subject.name === 'calls')).toMatchObject({
      message: expect.stringContaining(`the function public.evil (${other.name})`),
      remedy: {
        summary: `run it as ${other.name}, or read that code first`,
        sql: ['ALTER TABLE "public"."t" VALIDATE CONSTRAINT "calls"'],
      },
    });
    const found = report.findings.filter(({ code }) => code === 'data/not-validated');
    expect(found.map(({ remedy }) => remedy.automatic)).toEqual(found.map(() => false));
    const script = await scriptFor(requestFor('fix', shop.url, { guards: ['data'] }), houseFor());
    expect(script).toContain('-- ALTER TABLE "public"."t" VALIDATE CONSTRAINT "calls";');
    expect(script).not.toMatch(/^ALTER/m);
    expect(await isSuperuser(shop, other.name)).toBe(false);
  });

  it('constraints of others that only compute are validated, and so is everything by its owner', async () => {
    const { shop, other } = await madeByOther(
      () => `
      CREATE TYPE mood AS ENUM ('a', 'b');
      CREATE DOMAIN name AS text CHECK (VALUE <> '');
      CREATE FUNCTION own(int) RETURNS boolean LANGUAGE plpgsql AS 'BEGIN RETURN true; END';
      CREATE TABLE ids (id int PRIMARY KEY, m mood UNIQUE, n name UNIQUE);
      CREATE TABLE t (a int, b varchar, m mood, n name, ms mood[], j jsonb);
      ALTER TABLE t
        ADD CONSTRAINT c1 CHECK (a > 0 AND length(b) < 10 AND b ~ '^x' AND coalesce(a, 1) IN (1, 2)) NOT VALID,
        ADD CONSTRAINT c2 CHECK (m = 'a' OR m = ANY (ms) OR m::text = 'b') NOT VALID,
        ADD CONSTRAINT c3 CHECK (n <> '' AND CASE WHEN a > 1 THEN b IS NOT NULL ELSE (a, b) IS NOT NULL END) NOT VALID,
        ADD CONSTRAINT c4 CHECK (j ->> 'x' <> '' AND greatest(a, 1) = ALL (ARRAY[a, 1])) NOT VALID,
        ADD CONSTRAINT f1 FOREIGN KEY (a) REFERENCES ids NOT VALID,
        ADD CONSTRAINT f2 FOREIGN KEY (m) REFERENCES ids (m) NOT VALID,
        ADD CONSTRAINT f3 FOREIGN KEY (n) REFERENCES ids (n) NOT VALID`,
      version,
    );
    const report = await fix(shop.url);
    expect(report.changes.map(({ subject, applied }) => `${subject.name} ${applied}`)).toEqual(
      ['c1', 'c2', 'c3', 'c4', 'f1', 'f2', 'f3'].map((name) => `${name} true`),
    );
    expect(report.changes.at(-1)?.note).toBe('takes ShareUpdateExclusiveLock on "public"."ids" besides');
    await other.query('ALTER TABLE t ADD CONSTRAINT c5 CHECK (own(a)) NOT VALID');
    expect((await fix(shop.url)).changes).toEqual([]);
    expect((await fix(other.url)).changes).toMatchObject([{ subject: { name: 'c5' }, applied: true }]);
  });
});

it('what a constraint calls is judged again once nobody can change it any more', async () => {
  const { shop, other } = await madeByOther(
    (role) => `${evil(role)};
    CREATE TABLE t (a int); INSERT INTO t VALUES (1);
    ALTER TABLE t ADD CONSTRAINT c CHECK (a > 0) NOT VALID`,
  );
  const request = requestFor('fix', shop.url, { guards: ['data'] });
  const changes: Change[] = [];
  const findings = await withSession(request, houseFor(), async (session) => {
    const facts = await data.facts(session, request);
    await other.query('ALTER TABLE t DROP CONSTRAINT c, ADD CONSTRAINT c CHECK (evil(a)) NOT VALID');
    return data.fix(session, facts, { request, changes });
  });
  expect(changes).toEqual([]);
  expect(findings).toMatchObject([
    { code: 'data/fix-failed', remedy: { summary: expect.stringContaining('made it call code of another role') } },
  ]);
  expect(await isSuperuser(shop, other.name)).toBe(false);
});
