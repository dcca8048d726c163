import { beforeAll, describe, expect, it } from 'vitest';
import { statementsIn } from '../../../../shared/guards/schema/statements/script.ts';
import { type Alike, leftAfter, madeAlike, stepOf } from './alike.ts';

const wanted = `
CREATE SCHEMA s;
CREATE TYPE s.more AS ENUM ('a');
CREATE TYPE s.renamed AS ENUM ('a', 'now');
CREATE TYPE s.moved AS ENUM ('a', 'b');
CREATE FUNCTION s.f(b int) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
CREATE TABLE s.t (id int, wide bigint, note text NOT NULL, made int GENERATED ALWAYS AS IDENTITY, plain text);
CREATE INDEX by_id ON s.t (id, wide);
CREATE INDEX by_note ON s.t (note);
ALTER TABLE s.t ADD CONSTRAINT few CHECK (id < 10);
ALTER TABLE s.t ADD CONSTRAINT only_one EXCLUDE USING btree (id WITH =);
CREATE TABLE s.rows (new_name int, kept text);
CREATE TABLE s.renamed_table (a int, b text);
CREATE VIEW s.v AS SELECT t.wide AS a, t.id AS b FROM s.t;
CREATE VIEW s.computed AS SELECT t.id + 1 AS a FROM s.t;
CREATE VIEW s.on_note AS SELECT note FROM s.t;
CREATE MATERIALIZED VIEW s.m AS SELECT 2 AS a;
GRANT SELECT ON s.rows TO PUBLIC;
CREATE POLICY p ON s.rows FOR SELECT USING (true);
CREATE TABLE s.parts (id int, a int, b int, PRIMARY KEY (id)) PARTITION BY RANGE (id);
CREATE TABLE s.parts_1 PARTITION OF s.parts FOR VALUES FROM (1) TO (9);
`;

const there = `
CREATE SCHEMA s;
CREATE SCHEMA extra;
CREATE EXTENSION hstore;
CREATE TYPE s.more AS ENUM ('a', 'b');
CREATE TYPE s.renamed AS ENUM ('a', 'old');
CREATE TYPE s.moved AS ENUM ('b', 'a');
CREATE TYPE s.too_many AS (a int);
CREATE SEQUENCE s.too_many_numbers;
CREATE FUNCTION s.f(a int) RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE FUNCTION s.g() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE s.t (id int, wide int, plain varchar(5), gone text);
CREATE INDEX by_id ON s.t (id);
CREATE INDEX too_many_index ON s.t (wide);
ALTER TABLE s.t ADD CONSTRAINT few CHECK (id < 20);
ALTER TABLE s.t ADD CONSTRAINT extra CHECK (id > 0);
CREATE TABLE s.rows (old_name int, kept text);
CREATE TABLE s.other_table (a int, b text);
CREATE TABLE s.too_many_table (id int);
CREATE VIEW s.v AS SELECT t.id AS b FROM s.t;
CREATE VIEW s.computed AS SELECT 1 AS a FROM s.t;
CREATE VIEW s.reads_v AS SELECT b FROM s.v;
CREATE MATERIALIZED VIEW s.m AS SELECT 1 AS a;
GRANT SELECT, UPDATE ON s.rows TO PUBLIC;
CREATE POLICY p ON s.rows USING (true);
COMMENT ON TABLE s.t IS 'old';
CREATE FUNCTION s.a_needed() RETURNS int LANGUAGE sql AS 'SELECT 1';
CREATE TABLE s.needing (id int DEFAULT s.a_needed(), own int DEFAULT nextval('s.too_many_numbers'), more serial);
CREATE VIEW s.b_read AS SELECT id FROM s.needing;
CREATE VIEW s.a_reads AS SELECT id FROM s.b_read;
CREATE TABLE s.parts (id int NOT NULL, a int, b int, c int, UNIQUE (id, b)) PARTITION BY RANGE (id);
CREATE TABLE s.parts_1 PARTITION OF s.parts FOR VALUES FROM (1) TO (9);
CREATE INDEX ON s.parts (a);
ALTER TABLE s.parts ADD CHECK (b > 0);
`;

describe('what a person has to decide', () => {
  let alike: Alike;
  beforeAll(async () => {
    alike = await madeAlike(wanted, there);
  });

  it.each([
    ['extra', 'PostgreSQL refuses', ['DROP SCHEMA "extra"']],
    ['hstore', 'keep it', ['DROP EXTENSION "hstore"']],
    ['s.more', "it has more values here: 'b'", []],
    ['s.renamed', 'another name', [`ALTER TYPE "s"."renamed" RENAME VALUE 'old' TO 'now'`]],
    ['s.moved', 'another order', []],
    [
      's.f(integer)',
      'cannot be replaced',
      ['DROP ROUTINE "s"."f"(integer)', expect.stringContaining('CREATE OR REPLACE')],
    ],
    ['s.g()', 'whatever calls it fails', ['DROP ROUTINE "s"."g"()']],
    [
      's.t.wide',
      'from integer to bigint',
      ['ALTER TABLE "s"."t" ALTER COLUMN "wide" TYPE bigint USING "wide"::bigint'],
    ],
    ['s.t.gone', 'what the rows hold in it is lost', ['ALTER TABLE "s"."t" DROP COLUMN "gone"']],
    ['s.t.made', 'written anew', expect.anything()],
    ['s.t.extra', 'could then be stored', ['ALTER TABLE "s"."t" DROP CONSTRAINT "extra"']],
    ['s.t.too_many_index', 'queries that use it', ['DROP INDEX CONCURRENTLY "s"."too_many_index"']],
    ['s.too_many_table', 'its rows are lost', ['DROP TABLE "s"."too_many_table"']],
    ['s.t.only_one', 'concurrently', [expect.stringContaining('EXCLUDE')]],
    ['s.rows.new_name', 's.rows.old_name', ['ALTER TABLE "s"."rows" RENAME COLUMN "old_name" TO "new_name"']],
    ['s.rows.old_name', 's.rows.new_name', []],
    ['s.renamed_table', 's.other_table', ['ALTER TABLE "s"."other_table" RENAME TO "renamed_table"']],
    ['s.v', 'whatever reads it (s.reads_v)', ['DROP VIEW "s"."v"', expect.stringContaining('CREATE VIEW')]],
    ['s.computed', 'If their types do as well', [expect.stringContaining('CREATE OR REPLACE VIEW')]],
    ['table.s.rows.PUBLIC', 'running application', ['REVOKE UPDATE ON TABLE "s"."rows" FROM PUBLIC']],
    ['s.rows.p', 'dropped and made anew', expect.anything()],
    ['table.s.t', 'its text is lost', ['COMMENT ON TABLE "s"."t" IS NULL']],
  ])('%s: %s', (name, reason, sql) => {
    expect(stepOf(alike, name)).toMatchObject({ certain: false, decide: expect.stringContaining(reason), sql });
  });

  it('leaves what needs something undecided to be decided with it', () => {
    expect(stepOf(alike, 's.t.by_note')).toMatchObject({
      certain: false,
      decide: 'it needs column s.t.note, which is to be decided first',
    });
    expect(stepOf(alike, 's.on_note').certain).toBe(false);
  });

  it('drops what needs another before that', () => {
    const drops = statementsIn(alike.steps.map((step) => ({ ...step, certain: true }))).filter((sql) =>
      /^DROP (?!INDEX)/.test(sql),
    );
    const order = ['s"."a_reads', 's"."b_read', 's"."needing', 's"."a_needed', 's"."too_many_numbers', '"extra"'];
    const places = order.map((name) => drops.findIndex((sql) => sql.includes(name)));
    expect(places).toEqual([...places].sort((one, other) => one - other));
    expect(places).not.toContain(-1);
  });

  it('does nothing to a partition that goes with its parent', () => {
    const ofPartition = alike.steps.filter(({ difference: { path } }) => path[1] === 'parts_1');
    expect(ofPartition.map(({ difference: { path, change } }) => `${change} ${path[2]}`).sort()).toEqual([
      'added c',
      'added parts_1_a_idx',
      'added parts_1_id_b_key',
      'added parts_b_check',
      'removed parts_1_pkey',
    ]);
    for (const step of ofPartition)
      expect(step).toMatchObject({ sql: [], certain: false, decide: expect.stringContaining('it goes with') });
  });

  it('adds a NOT NULL column in the statements that a person needs, one by one', () => {
    const { sql } = stepOf(alike, 's.t.note');
    expect(sql[0]).toBe('ALTER TABLE "s"."t" ADD COLUMN "note" text');
    expect(sql).toContain('ALTER TABLE "s"."t" ALTER COLUMN "note" SET NOT NULL');
  });

  it('gives statements that do it, once all is decided for the other side', async () => {
    const decided = alike.steps.filter(({ certain }) => !certain).map((step) => ({ ...step, certain: true }));
    await alike.to.query('DROP VIEW s.reads_v; CREATE VIEW s.reads_v AS SELECT 1 AS one');
    expect(await leftAfter(alike, statementsIn(decided))).toEqual([
      'changed enum s.more, values: a <- a,b',
      'changed enum s.moved, values: a,b <- b,a',
    ]);
  });
});
