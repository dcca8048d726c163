import { beforeAll, describe, expect, it } from 'vitest';
import { versions } from '../../../support/database.ts';
import { type Alike, leftAfter, madeAlike, snapshotOf, stepOf } from './alike.ts';

/** Before 15 there is no security_invoker. */
const option = Math.max(...versions) < 15 ? 'security_barrier' : 'security_invoker';

const common = `
CREATE SCHEMA s;
CREATE TABLE s.small (a int, b int);
CREATE TABLE s.big (a bigint, b int);
CREATE TABLE s.guarded (id int);
ALTER TABLE s.guarded ENABLE ROW LEVEL SECURITY;
CREATE DOMAIN s.mail AS text CHECK (VALUE LIKE '%@%');
CREATE TYPE s.state AS ENUM ('new');
CREATE FUNCTION s.upper(int) RETURNS int LANGUAGE sql VOLATILE AS 'SELECT (random() * $1)::int';
CREATE TABLE s.parts (id int) PARTITION BY RANGE (id);
CREATE TABLE s.parts_rest PARTITION OF s.parts DEFAULT;
`;

/** What should be is worse, or other in what a statement cannot tell. */
const wanted = `
CREATE TYPE s.odd;
CREATE FUNCTION s.odd_in(cstring) RETURNS s.odd LANGUAGE internal IMMUTABLE STRICT AS 'int4in';
CREATE FUNCTION s.odd_out(s.odd) RETURNS cstring LANGUAGE internal IMMUTABLE STRICT AS 'int4out';
CREATE TYPE s.odd (INPUT = s.odd_in, OUTPUT = s.odd_out, LIKE = int4);
CREATE INDEX "user" ON s.small (a DESC);
CREATE SEQUENCE s.down AS int INCREMENT -1 MINVALUE -100;
CREATE VIEW s.swapped AS SELECT a FROM s.big;
CREATE VIEW s.joined AS SELECT y.b FROM s.small x, s.big y;
CREATE VIEW s.united AS SELECT a FROM s.small UNION ALL SELECT a FROM s.big;
CREATE VIEW s.as_owner AS SELECT a FROM s.small;
CREATE VIEW s.as_owner_too AS SELECT a, b FROM s.small;
CREATE POLICY p ON s.guarded USING (true);
CREATE FUNCTION s.definer() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE FUNCTION s.pathless() RETURNS int LANGUAGE sql AS 'SELECT 1';
ALTER TABLE s.big ADD mail s.mail, ADD called int DEFAULT s.upper(5), ADD state s.state DEFAULT 'new', ADD mails s.mail[];
CREATE TABLE s.parts_1 PARTITION OF s.parts FOR VALUES FROM (1) TO (9);
CREATE TABLE s.fresh (id int) PARTITION BY RANGE (id);
CREATE TABLE s.fresh_rest PARTITION OF s.fresh DEFAULT;
CREATE TABLE s.fresh_1 PARTITION OF s.fresh FOR VALUES FROM (1) TO (9);
`;

const there = `
CREATE INDEX "user" ON s.small (a);
CREATE SEQUENCE s.down;
CREATE VIEW s.swapped AS SELECT a FROM s.small;
CREATE VIEW s.joined AS SELECT x.b FROM s.small x, s.big y;
CREATE VIEW s.united AS SELECT a FROM s.small;
CREATE VIEW s.as_owner WITH (${option} = true) AS SELECT a FROM s.small;
CREATE VIEW s.as_owner_too WITH (${option} = true) AS SELECT a FROM s.small;
ALTER TABLE s.guarded FORCE ROW LEVEL SECURITY;
CREATE POLICY p ON s.guarded USING (id = 1);
CREATE FUNCTION s.definer() RETURNS int LANGUAGE sql AS E'SELECT 1 /*\\n SECURITY DEFINER */';
CREATE FUNCTION s.pathless() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
`;

describe('what nobody does unasked', () => {
  let alike: Alike;
  beforeAll(async () => {
    alike = await madeAlike(common + wanted, common + there);
  });

  it.each([
    ['s.odd', 'is a base type', []],
    [
      's.down',
      'add RESTART',
      ['ALTER SEQUENCE "s"."down" AS integer INCREMENT BY -1 MINVALUE -100 MAXVALUE -1 START WITH -1'],
    ],
    ['s.swapped', 'computed from', [expect.stringContaining('CREATE OR REPLACE VIEW "s"."swapped"')]],
    ['s.joined', 'computed from', expect.anything()],
    ['s.united', 'computed from', expect.anything()],
    ['s.as_owner', option, [`ALTER VIEW "s"."as_owner" RESET (${option})`]],
    ['s.as_owner_too', option, [expect.stringContaining('CREATE OR REPLACE VIEW')]],
    ['s.guarded', 'no rows from its owner', ['ALTER TABLE "s"."guarded" NO FORCE ROW LEVEL SECURITY']],
    ['s.guarded.p', 'which rows it shows', ['ALTER POLICY "p" ON "s"."guarded" USING (true)']],
    ['s.definer()', 'SECURITY DEFINER', expect.anything()],
    ['s.pathless()', 'without SET search_path TO', expect.anything()],
    ['s.big.mail', 'is a domain with a check', ['ALTER TABLE "s"."big" ADD COLUMN "mail" s.mail']],
    ['s.big.called', 'written anew', expect.anything()],
    ['s.parts_1', 's.parts has a DEFAULT partition', expect.arrayContaining([expect.stringContaining('ATTACH')])],
  ])('%s: %s', (name, reason, sql) => {
    expect(stepOf(alike, name)).toMatchObject({ certain: false, decide: expect.stringContaining(reason), sql });
  });

  it.each(['s.big.state', 's.big.mails', 's.fresh_1'])('%s needs no decision', (name) => {
    expect(stepOf(alike, name).certain).toBe(true);
  });

  it('knows types and DEFAULT partitions also where nothing but what differs is read', async () => {
    const { objects } = await snapshotOf(alike.to, [{ kind: 'table', path: ['s', 'big'] }]);
    const wholes = objects.filter(({ path }) => path.length === 2).map(({ kind, path }) => `${kind} ${path.join('.')}`);
    expect(wholes).toEqual([
      'enum s.state',
      'domain s.mail',
      'table s.big',
      'table s.fresh_rest',
      'table s.parts_rest',
    ]);
  });

  it('builds the other index under another name, also where its own is a keyword', async () => {
    const { sql } = stepOf(alike, 's.small.user');
    expect(sql[0]).toContain('CREATE INDEX CONCURRENTLY "lockstep_new_index" ON s.small');
    expect(await leftAfter(alike, sql)).not.toContainEqual(expect.stringContaining('s.small.user'));
  });
});

const safer = `
CREATE VIEW s.own WITH (${option} = on, check_option = cascaded) AS SELECT a, b FROM s.small WHERE b > 1;
ALTER TABLE s.guarded FORCE ROW LEVEL SECURITY;
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql SET search_path = '' AS 'SELECT 1';
CREATE SEQUENCE s.down AS smallint INCREMENT -1;
CREATE TYPE s.words AS RANGE (SUBTYPE = text, SUBTYPE_OPCLASS = text_pattern_ops);
CREATE INDEX by_word ON s.small (a);
`;

const lessSafe = `
CREATE VIEW s.own WITH (${option} = false, check_option = local) AS SELECT a FROM s.small;
CREATE FUNCTION s.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1';
CREATE SEQUENCE s.down MINVALUE -1000 START -5;
`;

it('makes safer what should be, counts downwards and orders by other operators as it should', async () => {
  const { steps, left } = await madeAlike(common + safer, common + lessSafe);
  expect(steps.filter(({ certain }) => !certain)).toEqual([]);
  expect(left).toEqual([]);
});
