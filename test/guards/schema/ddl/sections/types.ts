import { identifier as q } from '../../../../../shared/session/sql.ts';
import { differing, extra, missing, type SectionMaker } from '../section.ts';

export const schemas: SectionMaker = (_, name) => ({
  make: [`CREATE SCHEMA ${q(name(0))}`],
  mutations: [
    { sql: [`DROP SCHEMA ${q(name(0))}`], shows: [missing('schema', name(0))] },
    { sql: [`CREATE SCHEMA ${q(name(1))}`], shows: [extra('schema', name(1))] },
    {
      sql: [`CREATE SCHEMA ${q(name(1))}`, `CREATE TABLE ${q(name(1), name(2))} ()`],
      shows: [extra('schema', name(1)), extra('table', name(1), name(2))],
    },
  ],
});

export const extensions: SectionMaker = (schema) => ({
  make: [`CREATE EXTENSION citext SCHEMA ${q(schema)}`],
  mutations: [
    { sql: ['DROP EXTENSION citext'], shows: [missing('extension', 'citext')] },
    { sql: ['ALTER EXTENSION citext SET SCHEMA public'], shows: [differing('schema', 'extension', 'citext')] },
    { sql: ['CREATE EXTENSION unaccent'], shows: [extra('extension', 'unaccent')] },
  ],
});

export const enums: SectionMaker = (schema, name) => {
  const type = q(schema, name(0));
  return {
    make: [`CREATE TYPE ${type} AS ENUM ('new', 'it''s', 'ol"d')`],
    mutations: [
      {
        sql: [`ALTER TYPE ${type} ADD VALUE 'a,b' BEFORE 'it''s'`],
        shows: [differing('values', 'enum', schema, name(0))],
      },
      {
        sql: [`ALTER TYPE ${type} RENAME VALUE 'new' TO 'New'`],
        shows: [differing('values', 'enum', schema, name(0))],
      },
      { sql: [`DROP TYPE ${type}`], shows: [missing('enum', schema, name(0))] },
      { sql: [`CREATE TYPE ${q(schema, name(1))} AS ENUM ()`], shows: [extra('enum', schema, name(1))] },
      {
        sql: [`ALTER TYPE ${type} RENAME TO ${q(name(1))}`],
        shows: [missing('enum', schema, name(0)), extra('enum', schema, name(1))],
      },
      { sql: [`COMMENT ON TYPE ${type} IS 'x'`], shows: [extra('comment', 'enum', schema, name(0))] },
      {
        sql: [`GRANT USAGE ON TYPE ${type} TO pg_monitor`],
        shows: [extra('grant', 'enum', schema, name(0), 'pg_monitor')],
      },
    ],
  };
};

export const domains: SectionMaker = (schema, name) => {
  const domain = q(schema, name(0));
  const alter = (sql: string, properties: string) => ({
    sql: [`ALTER DOMAIN ${domain} ${sql}`],
    shows: [differing(properties, 'domain', schema, name(0))],
  });
  return {
    make: [`CREATE DOMAIN ${domain} AS varchar(9) DEFAULT 'x' NOT NULL`],
    after: [
      `ALTER DOMAIN ${domain} ADD CHECK (VALUE IN ('x', 'it''s'))`,
      `ALTER DOMAIN ${domain} ADD CHECK (VALUE <> 'y')`,
      `ALTER DOMAIN ${domain} ADD CONSTRAINT ${q(name(1))} CHECK (length(VALUE) < 5)`,
    ],
    mutations: [
      alter('DROP DEFAULT', 'default'),
      alter(`SET DEFAULT 'z'`, 'default'),
      alter('DROP NOT NULL', 'not null'),
      alter(`DROP CONSTRAINT ${q(name(1))}`, 'checks'),
      alter(`ADD CHECK (VALUE > 'a')`, 'checks'),
      alter(`RENAME CONSTRAINT ${q(name(1))} TO ${q(name(2))}`, 'checks'),
      alter(`ADD CONSTRAINT ${q(name(2))} CHECK (VALUE > 'a') NOT VALID`, 'checks'),
      { sql: [`DROP DOMAIN ${domain}`], shows: [missing('domain', schema, name(0))] },
      {
        sql: [`CREATE DOMAIN ${q(schema, name(2))} AS text COLLATE "C"`],
        shows: [extra('domain', schema, name(2))],
      },
    ],
  };
};

export const composites: SectionMaker = (schema, name) => {
  const type = q(schema, name(0));
  const alter = (sql: string) => ({
    sql: [`ALTER TYPE ${type} ${sql}`],
    shows: [differing('attributes', 'type', schema, name(0))],
  });
  return {
    make: [`CREATE TYPE ${type} AS (a int, ${q(name(1))} varchar(5))`],
    mutations: [
      alter('ADD ATTRIBUTE c text COLLATE "C"'),
      alter('DROP ATTRIBUTE a'),
      alter('ALTER ATTRIBUTE a TYPE bigint'),
      alter(`RENAME ATTRIBUTE ${q(name(1))} TO ${q(name(2))}`),
      { sql: [`DROP TYPE ${type}`], shows: [missing('type', schema, name(0))] },
      {
        sql: [`CREATE TYPE ${q(schema, name(2))} AS RANGE (SUBTYPE = date)`],
        shows: [extra('type', schema, name(2))],
      },
      { sql: [`COMMENT ON COLUMN ${type}.a IS 'x'`], shows: [extra('comment', 'column', schema, name(0), 'a')] },
    ],
  };
};

export const sequences: SectionMaker = (schema, name) => {
  const sequence = q(schema, name(0));
  const alter = (sql: string, properties: string) => ({
    sql: [`ALTER SEQUENCE ${sequence} ${sql}`],
    shows: [differing(properties, 'sequence', schema, name(0))],
  });
  return {
    make: [`CREATE SEQUENCE ${sequence} INCREMENT 3 MAXVALUE 99`],
    mutations: [
      alter('INCREMENT 4', 'increment'),
      alter('MAXVALUE 100', 'maximum'),
      alter('MINVALUE 0', 'minimum, start'),
      alter('CYCLE', 'cycle'),
      alter('CACHE 7', 'cache'),
      alter('START 5', 'start'),
      alter('AS smallint', 'type'),
      { sql: [`DROP SEQUENCE ${sequence}`], shows: [missing('sequence', schema, name(0))] },
      { sql: [`CREATE SEQUENCE ${q(schema, name(1))} AS int`], shows: [extra('sequence', schema, name(1))] },
      {
        sql: [`ALTER SEQUENCE ${sequence} RENAME TO ${q(name(1))}`],
        shows: [missing('sequence', schema, name(0)), extra('sequence', schema, name(1))],
      },
      {
        sql: [`GRANT USAGE ON SEQUENCE ${sequence} TO pg_monitor WITH GRANT OPTION`],
        shows: [extra('grant', 'sequence', schema, name(0), 'pg_monitor')],
      },
      { sql: [`SELECT setval('${sequence.replaceAll("'", "''")}', 7)`], shows: [] },
    ],
  };
};
