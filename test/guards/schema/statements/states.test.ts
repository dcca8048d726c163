import { beforeAll, describe, expect, it } from 'vitest';
import { versions } from '../../../support/database.ts';
import { type Alike, madeAlike, stepOf } from './alike.ts';

const newest = Math.max(...versions);

/** As a build that failed leaves it. */
const invalid = (name: string) => `UPDATE pg_index SET indisvalid = false WHERE indexrelid = 's.${name}'::regclass;`;

const common = `
CREATE SCHEMA s;
CREATE FOREIGN DATA WRAPPER nobody;
CREATE SERVER "far away" FOREIGN DATA WRAPPER nobody;
CREATE TABLE s.t (id int, "Q" int, name text);
INSERT INTO s.t VALUES (1, 2, 'a');
CREATE UNIQUE INDEX key ON s.t (id);
CREATE INDEX broken ON s.t (name);
`;

const wanted = `
DROP INDEX s.key;
ALTER TABLE s.t ADD CONSTRAINT few CHECK (id < 10), ADD CONSTRAINT key UNIQUE (id), ALTER "Q" SET NOT NULL;
CREATE FOREIGN TABLE s.far (a int OPTIONS ("x y" 'it''s') NOT NULL, b text) SERVER "far away" OPTIONS (o 'a=b');
COMMENT ON FOREIGN TABLE s.far IS 'far';
GRANT SELECT ON s.far TO PUBLIC;
CREATE INDEX unproven ON s.t (id); ${invalid('unproven')}
ALTER TABLE s.t ADD CONSTRAINT unproven CHECK (id < 20) NOT VALID;
`;

const there = `
ALTER TABLE s.t ADD CONSTRAINT few CHECK (id < 10) NOT VALID, ADD CONSTRAINT unproven CHECK (id < 20);
ALTER TABLE s.t ADD CONSTRAINT lockstep_not_null CHECK ("Q" IS NOT NULL) NOT VALID;
CREATE INDEX unproven ON s.t (id);
${invalid('broken')} ${invalid('key')}
`;

const of18 = `
ALTER TABLE s.t ADD v int GENERATED ALWAYS AS (id + 1) VIRTUAL, ADD CONSTRAINT loose CHECK (id > 0) NOT ENFORCED;
ALTER TABLE s.t ADD CONSTRAINT n NOT NULL name NOT VALID;
CREATE UNLOGGED SEQUENCE s.numbers;
CREATE TABLE s.whole (id int PRIMARY KEY, other int, v int GENERATED ALWAYS AS (id * 2) VIRTUAL);
ALTER TABLE s.whole ADD CONSTRAINT o NOT NULL other NOT VALID;
ALTER TABLE s.whole ADD CONSTRAINT f FOREIGN KEY (other) REFERENCES s.whole NOT ENFORCED;
CREATE TABLE s.p (id bigint GENERATED ALWAYS AS IDENTITY, a int) PARTITION BY RANGE (id);
CREATE TABLE s.p_1 PARTITION OF s.p FOR VALUES FROM (1) TO (10);
`;

describe('states', () => {
  let alike: Alike;
  beforeAll(async () => {
    alike = await madeAlike(`${common}${wanted}${newest >= 18 ? of18 : ''}`, `${common}${there}`);
  });

  it('rebuilds an INVALID index', () => {
    expect(stepOf(alike, 's.t.broken').sql).toEqual(['REINDEX INDEX CONCURRENTLY "s"."broken"']);
  });

  it('proves a constraint that is not proven', () => {
    expect(stepOf(alike, 's.t.few').sql).toEqual(['ALTER TABLE "s"."t" VALIDATE CONSTRAINT "few"']);
  });

  it('goes on where a proof or a unique index failed before', () => {
    expect(stepOf(alike, 's.t.Q').sql[0]).toContain('VALIDATE');
    const key = alike.steps.find(({ difference }) => difference.kind === 'constraint' && difference.path[2] === 'key');
    expect(key?.sql[0]).toBe('DROP INDEX CONCURRENTLY "s"."key"');
  });

  it('does not make worse what is better than on the other side', () => {
    const unproven = alike.steps.filter(({ difference: { path } }) => path[2] === 'unproven');
    expect(unproven.map(({ certain, sql }) => ({ certain, sql }))).toEqual(Array(2).fill({ certain: false, sql: [] }));
  });

  it('makes all else alike: foreign tables, and what PostgreSQL 18 has', () => {
    const words = [
      expect.stringMatching(/constraint s.t.unproven, valid/),
      expect.stringMatching(/index s.t.unproven, valid/),
    ];
    expect(alike.left).toEqual(words);
  });
});
