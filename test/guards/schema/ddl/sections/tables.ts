import { identifier as q } from '../../../../../shared/session/sql.ts';
import { differing, extra, type Mutation, missing, type SectionMaker } from '../section.ts';

/** A table with a bit of everything that goes with it. */
export const tables: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const alter = (sql: string, properties: string): Mutation => ({
    sql: [`ALTER TABLE ${table} ${sql}`],
    shows: [differing(properties, 'table', schema, name(0))],
  });
  return {
    make: [`CREATE TABLE ${table} (id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${q(name(1))} text UNIQUE)`],
    after: [
      `CREATE INDEX ON ${table} (lower(${q(name(1))}))`,
      `COMMENT ON TABLE ${table} IS 'it''s'`,
      `COMMENT ON COLUMN ${table}.id IS 'x'`,
      `GRANT SELECT, INSERT ON ${table} TO pg_monitor`,
      `GRANT UPDATE (id) ON ${table} TO pg_monitor`,
      `CREATE POLICY p ON ${table} USING (true)`,
    ],
    mutations: [
      { sql: [`DROP TABLE ${table}`], shows: [missing('table', schema, name(0))] },
      {
        sql: [
          `CREATE TABLE ${q(schema, name(2))} (LIKE ${table} INCLUDING ALL)`,
          `COMMENT ON TABLE ${q(schema, name(2))} IS 'x'`,
        ],
        shows: [extra('table', schema, name(2))],
      },
      {
        sql: [`ALTER TABLE ${table} RENAME TO ${q(name(2))}`],
        shows: [missing('table', schema, name(0)), extra('table', schema, name(2))],
      },
      {
        sql: [`ALTER TABLE ${table} SET SCHEMA public`],
        shows: [missing('table', schema, name(0)), extra('table', 'public', name(0))],
      },
      alter('SET UNLOGGED', 'persistence'),
      alter('ENABLE ROW LEVEL SECURITY', 'row security'),
      alter('FORCE ROW LEVEL SECURITY', 'force row security'),
      alter('REPLICA IDENTITY FULL', 'replica identity'),
      alter('SET (fillfactor = 50, autovacuum_enabled = off)', 'options'),
      alter('SET (toast.autovacuum_enabled = off)', 'options'),
      {
        sql: [`ALTER TABLE ${table} DROP COLUMN ${q(name(1))}`],
        shows: [
          missing('column', schema, name(0), name(1)),
          missing('constraint', schema, name(0), generated(name(0), name(1), 'key')),
          missing('index', schema, name(0), generated(name(0), 'lower', 'idx')),
        ],
      },
      { sql: [`COMMENT ON TABLE ${table} IS NULL`], shows: [missing('comment', 'table', schema, name(0))] },
      { sql: [`COMMENT ON TABLE ${table} IS 'its'`], shows: [differing('text', 'comment', 'table', schema, name(0))] },
      { sql: [`COMMENT ON COLUMN ${table}.id IS NULL`], shows: [missing('comment', 'column', schema, name(0), 'id')] },
      {
        sql: [`REVOKE INSERT ON ${table} FROM pg_monitor`],
        shows: [differing('privileges', 'grant', 'table', schema, name(0), 'pg_monitor')],
      },
      {
        sql: [`GRANT SELECT ON ${table} TO pg_monitor WITH GRANT OPTION`],
        shows: [differing('privileges', 'grant', 'table', schema, name(0), 'pg_monitor')],
      },
      {
        sql: [`REVOKE UPDATE (id) ON ${table} FROM pg_monitor`],
        shows: [missing('grant', 'column', schema, name(0), 'id', 'pg_monitor')],
      },
      { sql: [`GRANT SELECT ON ${table} TO PUBLIC`], shows: [extra('grant', 'table', schema, name(0), 'PUBLIC')] },
    ],
  };
};

/** Partitions, and indexes and foreign keys that come with them. */
export const partitions: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const first = q(schema, name(1));
  const second = q(schema, name(2));
  const other = q(schema, name(4));
  return {
    make: [
      `CREATE TABLE ${other} (id int PRIMARY KEY)`,
      `CREATE FUNCTION ${other}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      `CREATE TABLE ${table} (id int NOT NULL, at date NOT NULL, n int) PARTITION BY RANGE (at)`,
      `CREATE TABLE ${first} PARTITION OF ${table} FOR VALUES FROM ('2024-01-01') TO ('2025-01-01')`,
      `CREATE TABLE ${second} (LIKE ${table})`,
      `ALTER TABLE ${table} ATTACH PARTITION ${second} DEFAULT`,
    ],
    after: [
      `CREATE INDEX ON ${table} (n)`,
      `CREATE INDEX ON ${table} (n) WHERE n > 5`,
      `ALTER TABLE ${table} ADD PRIMARY KEY (id, at)`,
      `ALTER TABLE ${table} ADD CHECK (n > 0)`,
      `ALTER TABLE ${table} ADD FOREIGN KEY (n) REFERENCES ${other}`,
      `CREATE TRIGGER g AFTER INSERT ON ${table} FOR EACH ROW EXECUTE FUNCTION ${other}()`,
      `CREATE INDEX ON ${first} (at)`,
    ],
    mutations: [
      {
        sql: [`ALTER TABLE ${first} DISABLE TRIGGER g`],
        shows: [differing('enabled', 'trigger', schema, name(1), 'g')],
      },
      { sql: [`DROP TABLE ${first}`], shows: [missing('table', schema, name(1))] },
      { sql: [`DROP TABLE ${table}`], shows: [0, 1, 2].map((index) => missing('table', schema, name(index))) },
      {
        sql: [
          `CREATE TABLE ${q(schema, name(3))} PARTITION OF ${table} FOR VALUES FROM ('2025-01-01') TO ('2026-01-01')`,
        ],
        shows: [extra('table', schema, name(3))],
      },
    ],
  };
};

export const inheritance: SectionMaker = (schema, name) => {
  const parent = q(schema, name(0));
  const child = q(schema, name(1));
  return {
    make: [
      `CREATE TABLE ${parent} (a int CHECK (a > 0), b text)`,
      `CREATE TABLE ${child} (c int) INHERITS (${parent})`,
    ],
    mutations: [
      {
        sql: [`ALTER TABLE ${child} NO INHERIT ${parent}`],
        shows: [
          differing('inherits', 'table', schema, name(1)),
          differing('inherited', 'column', schema, name(1), 'a'),
          differing('inherited', 'column', schema, name(1), 'b'),
          differing('inherited', 'constraint', schema, name(1), generated(name(0), 'a', 'check')),
        ],
      },
      {
        sql: [`ALTER TABLE ${parent} ADD d int`],
        shows: [extra('column', schema, name(0), 'd'), extra('column', schema, name(1), 'd')],
      },
      { sql: [`DROP TABLE ${child}`], shows: [missing('table', schema, name(1))] },
    ],
  };
};

/** As PostgreSQL names it: src/backend/commands/indexcmds.c (makeObjectName). */
export function generated(table: string, columns: string, label: string): string {
  const bytes = (text: string) => Buffer.byteLength(text);
  const cut = (text: string, length: number) => {
    let end = text;
    while (bytes(end) > length) end = [...end].slice(0, -1).join('');
    return end;
  };
  const room = 63 - label.length - 1 - (columns === '' ? 0 : 1);
  let [first, second] = [bytes(table), bytes(columns)];
  while (first + second > room) {
    if (first > second) first -= 1;
    else second -= 1;
  }
  return [cut(table, first), ...(columns === '' ? [] : [cut(columns, second)]), label].join('_');
}
