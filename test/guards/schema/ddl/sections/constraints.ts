import { identifier as q } from '../../../../../shared/session/sql.ts';
import { differing, extra, type Mutation, missing, type SectionMaker } from '../section.ts';
import { generated } from './tables.ts';

export const constraints: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const other = q(schema, name(1));
  const alter = (sql: string, ...shows: Mutation['shows']): Mutation => ({
    sql: [`ALTER TABLE ${table} ${sql}`],
    shows,
  });
  const of = (constraint: string) => [schema, name(0), constraint];
  const named = name(2);
  const codes = `CHECK (code IN ('R', 'it''s'))`;
  return {
    make: [
      `CREATE TABLE ${other} (id int PRIMARY KEY)`,
      `CREATE TABLE ${table} (id int, n int, code varchar, at timestamptz, span int4range, parent int)`,
      `ALTER TABLE ${table} ADD PRIMARY KEY (id)`,
    ],
    after: [
      `ALTER TABLE ${table} ADD ${codes}`,
      `ALTER TABLE ${table} ADD CHECK (n > 0)`,
      `ALTER TABLE ${table} ADD CHECK (n < 100)`,
      `ALTER TABLE ${table} ADD CHECK (n <> id)`,
      `ALTER TABLE ${table} ADD CHECK (code <> '' OR n = 0)`,
      `ALTER TABLE ${table} ADD CONSTRAINT ${q(named)} CHECK (at > '2024-01-01 00:00+00')`,
      `ALTER TABLE ${table} ADD UNIQUE (n, code)`,
      `ALTER TABLE ${table} ADD FOREIGN KEY (parent) REFERENCES ${other}`,
      `ALTER TABLE ${table} ADD FOREIGN KEY (parent) REFERENCES ${table} (id) ON DELETE CASCADE`,
      `ALTER TABLE ${table} ADD EXCLUDE USING gist (span WITH &&)`,
    ],
    mutations: [
      alter(`DROP CONSTRAINT ${q(named)}`, missing('constraint', ...of(named))),
      alter(
        `DROP CONSTRAINT ${q(generated(name(0), 'code', 'check'))}, ADD CHECK (code IN ('R', 'its'))`,
        differing('definition', 'constraint', ...of(generated(name(0), 'code', 'check'))),
      ),
      alter(
        `DROP CONSTRAINT ${q(generated(name(0), 'code', 'check'))}, ADD ${codes} NOT VALID`,
        differing('valid', 'constraint', ...of(generated(name(0), 'code', 'check'))),
      ),
      alter(`RENAME CONSTRAINT ${q(generated(name(0), 'code', 'check'))} TO code_check1`),
      alter(
        `RENAME CONSTRAINT ${q(named)} TO ${q(name(3))}`,
        missing('constraint', ...of(named)),
        extra('constraint', ...of(name(3))),
      ),
      alter(`ADD CONSTRAINT ${q(name(3))} UNIQUE (code) DEFERRABLE`, extra('constraint', ...of(name(3)))),
      alter(`ADD UNIQUE (code)`, extra('constraint', ...of(generated(name(0), 'code', 'key')))),
      alter(
        `ADD CONSTRAINT ${q(name(3))} FOREIGN KEY (n) REFERENCES ${other} NOT VALID`,
        extra('constraint', ...of(name(3))),
      ),
      alter(
        `ADD CONSTRAINT ${q(name(3))} FOREIGN KEY (n) REFERENCES ${other} NOT ENFORCED`,
        extra('constraint', ...of(name(3))),
      ),
      {
        sql: [`COMMENT ON CONSTRAINT ${q(named)} ON ${table} IS 'x'`],
        shows: [extra('comment', 'constraint', ...of(named))],
      },
    ].map((mutation) => (mutation.sql[0]?.includes('ENFORCED') ? { ...mutation, since: 18 } : mutation)),
  };
};

/** Constraints of the same columns, whose generated names are numbered as they come. */
export const numbered: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  return {
    make: [`CREATE TABLE ${table} (${q(name(1))} int)`],
    after: [1, 2, 3, 4].map((each) => `ALTER TABLE ${table} ADD CHECK (${q(name(1))} <> ${each})`),
    mutations: [
      {
        sql: [`ALTER TABLE ${table} ADD CHECK (${q(name(1))} <> 9)`],
        shows: [extra('constraint', schema, name(0), generated(name(0), name(1), 'check4'))],
      },
    ],
  };
};

export const indexes: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const index = q(schema, name(2));
  const odd = q(name(1));
  const of = (each: string) => [schema, name(0), each];
  return {
    make: [`CREATE TABLE ${table} (id int NOT NULL, ${odd} varchar, data jsonb)`],
    after: [
      `CREATE UNIQUE INDEX ${q(name(2))} ON ${table} (id)`,
      `CREATE INDEX ON ${table} (${odd})`,
      `CREATE INDEX ON ${table} (${odd} DESC NULLS LAST)`,
      `CREATE INDEX ON ${table} (${odd}) WHERE ${odd} IN ('a', 'b')`,
      `CREATE INDEX ON ${table} (${odd}, id) INCLUDE (data)`,
      `CREATE INDEX ON ${table} (lower(${odd}), (id + 1))`,
      `CREATE INDEX ON ${table} USING gin (data jsonb_path_ops)`,
    ],
    mutations: [
      { sql: [`DROP INDEX ${index}`], shows: [missing('index', ...of(name(2)))] },
      {
        sql: [`DROP INDEX ${index}`, `CREATE INDEX ${q(name(2))} ON ${table} (id)`],
        shows: [differing('definition', 'index', ...of(name(2)))],
      },
      {
        sql: [`DROP INDEX ${index}`, `CREATE INDEX ${q(name(2))} ON ${table} (id) WITH (fillfactor = 50)`],
        shows: [differing('definition', 'index', ...of(name(2)))],
      },
      {
        sql: [`ALTER INDEX ${index} RENAME TO ${q(name(3))}`],
        shows: [missing('index', ...of(name(2))), extra('index', ...of(name(3)))],
      },
      {
        sql: [`CREATE INDEX ${q(name(3))} ON ${table} USING brin (id)`],
        shows: [extra('index', ...of(name(3)))],
      },
      {
        sql: [`CREATE INDEX ON ${table} (id)`],
        shows: [extra('index', ...of(generated(name(0), 'id', 'idx')))],
      },
      {
        sql: [`UPDATE pg_index SET indisvalid = false WHERE indexrelid = '${index.replaceAll("'", "''")}'::regclass`],
        shows: [differing('valid', 'index', ...of(name(2)))],
      },
      {
        sql: [`ALTER TABLE ${table} REPLICA IDENTITY USING INDEX ${q(name(2))}`],
        shows: [
          differing('replica identity', 'index', ...of(name(2))),
          differing('replica identity', 'table', schema, name(0)),
        ],
      },
      {
        sql: [`ALTER TABLE ${table} CLUSTER ON ${q(name(2))}`],
        shows: [differing('clustered', 'index', ...of(name(2)))],
      },
      { sql: [`COMMENT ON INDEX ${index} IS 'x'`], shows: [extra('comment', 'index', ...of(name(2)))] },
    ],
  };
};
