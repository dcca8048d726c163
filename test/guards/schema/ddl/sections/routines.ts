import { identifier as q } from '../../../../../shared/session/sql.ts';
import { differing, extra, type Mutation, missing, type SectionMaker } from '../section.ts';

export const functions: SectionMaker = (schema, name) => {
  const signature = `${q(schema, name(0))}(int, varchar)`;
  const path = [schema, `${name(0)}(integer, character varying)`];
  const made = (body: string, more = 'STABLE') =>
    `CREATE OR REPLACE FUNCTION ${q(schema, name(0))}(a int, b varchar DEFAULT 'it''s') RETURNS text LANGUAGE plpgsql ${more} AS $body$ ${body} $body$`;
  const replaced = (sql: string): Mutation => ({ sql: [sql], shows: [differing('definition', 'function', ...path)] });
  const body = `BEGIN RETURN 'a  ' || a; END`;
  return {
    make: [
      made(body),
      `CREATE PROCEDURE ${q(schema, name(1))}(INOUT a int) LANGUAGE sql AS 'SELECT a'`,
      `CREATE AGGREGATE ${q(schema, name(2))}(int) (SFUNC = int4pl, STYPE = int, INITCOND = '0')`,
      `CREATE FUNCTION ${q(schema, name(3))}(v varchar) RETURNS bool LANGUAGE sql RETURN v IN ('a', 'b')`,
    ],
    mutations: [
      replaced(made(`BEGIN RETURN 'a ' || a; END`)),
      replaced(made(body, 'VOLATILE')),
      replaced(made(body, 'STABLE SECURITY DEFINER')),
      replaced(made(body, 'STABLE SET search_path = public')),
      { sql: [`DROP FUNCTION ${signature}`], shows: [missing('function', ...path)] },
      {
        sql: [`DROP AGGREGATE ${q(schema, name(2))}(int)`],
        shows: [missing('function', schema, `${name(2)}(integer)`)],
      },
      {
        sql: [`CREATE FUNCTION ${q(schema, name(0))}() RETURNS int LANGUAGE sql AS 'SELECT 1'`],
        shows: [extra('function', schema, `${name(0)}()`)],
      },
      {
        sql: [`ALTER FUNCTION ${signature} RENAME TO ${q(name(4))}`],
        shows: [missing('function', ...path), extra('function', schema, `${name(4)}(integer, character varying)`)],
      },
      {
        sql: [`REVOKE ALL ON FUNCTION ${signature} FROM PUBLIC`],
        shows: [extra('grant', 'function', ...path, 'PUBLIC')],
      },
      {
        sql: [`GRANT EXECUTE ON FUNCTION ${signature} TO pg_monitor`],
        shows: [extra('grant', 'function', ...path, 'pg_monitor')],
      },
      { sql: [`COMMENT ON FUNCTION ${signature} IS 'x'`], shows: [extra('comment', 'function', ...path)] },
      {
        sql: [`CREATE OR REPLACE PROCEDURE ${q(schema, name(1))}(INOUT a int) LANGUAGE sql AS 'SELECT a + 1'`],
        shows: [differing('definition', 'function', schema, `${name(1)}(integer)`)],
      },
    ],
  };
};

export const views: SectionMaker = (schema, name) => {
  const [table, view, above] = [q(schema, name(0)), q(schema, name(1)), q(schema, name(2))];
  const odd = q(name(5));
  const query = `SELECT id, ${odd}, count(*) AS n FROM ${table} WHERE ${odd} IN ('a', 'it''s') GROUP BY id, ${odd}`;
  const path = [schema, name(1)];
  return {
    make: [
      `CREATE TABLE ${table} (id int, ${odd} varchar)`,
      `CREATE VIEW ${view} AS ${query}`,
      `CREATE VIEW ${above} AS SELECT t.id FROM ${table} t JOIN ${view} v ON v.id = t.id WHERE EXISTS (SELECT FROM ${table} x WHERE x.id > t.id)`,
      `CREATE VIEW ${q(schema, name(3))} AS SELECT "t".id, (t.id + 1) AS next FROM ${table} t ORDER BY t.${odd} LIMIT 5`,
      `CREATE MATERIALIZED VIEW ${q(schema, name(4))} AS SELECT id FROM ${table}`,
      `CREATE FUNCTION ${view}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
      `CREATE TRIGGER g INSTEAD OF INSERT ON ${view} FOR EACH ROW EXECUTE FUNCTION ${view}()`,
    ],
    after: [
      `CREATE INDEX ON ${q(schema, name(4))} (id)`,
      `GRANT SELECT ON ${q(schema, name(3))} TO pg_monitor`,
      `COMMENT ON COLUMN ${q(schema, name(3))}.next IS 'x'`,
    ],
    mutations: [
      {
        sql: [`CREATE OR REPLACE VIEW ${view} AS ${query.replace("'a'", "'b'")}`],
        shows: [differing('definition', 'view', ...path)],
      },
      { sql: [`CREATE OR REPLACE VIEW ${view} AS ${query}`], shows: [] },
      { sql: [`ALTER VIEW ${view} SET (security_barrier)`], shows: [differing('options', 'view', ...path)] },
      {
        sql: [`ALTER VIEW ${view} SET (security_invoker = true)`],
        shows: [differing('options', 'view', ...path)],
        since: 15,
      },
      { sql: [`DROP VIEW ${q(schema, name(3))}`], shows: [missing('view', schema, name(3))] },
      { sql: [`DROP VIEW ${view} CASCADE`], shows: [missing('view', ...path), missing('view', schema, name(2))] },
      { sql: [`CREATE VIEW ${q(schema, name(6))} AS SELECT 1 AS a`], shows: [extra('view', schema, name(6))] },
      {
        sql: [`ALTER VIEW ${q(schema, name(3))} RENAME TO ${q(name(6))}`],
        shows: [missing('view', schema, name(3)), extra('view', schema, name(6))],
      },
      { sql: [`DROP TRIGGER g ON ${view}`], shows: [missing('trigger', ...path, 'g')] },
      {
        sql: [`REFRESH MATERIALIZED VIEW ${q(schema, name(4))} WITH NO DATA`],
        shows: [differing('populated', 'materialized view', schema, name(4))],
      },
      { sql: [`DROP MATERIALIZED VIEW ${q(schema, name(4))}`], shows: [missing('materialized view', schema, name(4))] },
      {
        sql: [`CREATE UNIQUE INDEX ${q(name(6))} ON ${q(schema, name(4))} (id)`],
        shows: [extra('index', schema, name(4), name(6))],
      },
    ],
  };
};

export const triggers: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const body = q(schema, name(1));
  const made = (when: string) =>
    `CREATE TRIGGER ${q(name(2))} BEFORE UPDATE OF code ON ${table} FOR EACH ROW WHEN (${when}) EXECUTE FUNCTION ${body}('it''s')`;
  const path = [schema, name(0), name(2)];
  const enabled = (sql: string): Mutation => ({
    sql: [`ALTER TABLE ${table} ${sql} TRIGGER ${q(name(2))}`],
    shows: [differing('enabled', 'trigger', ...path)],
  });
  return {
    make: [
      `CREATE TABLE ${table} (id int, code varchar)`,
      `CREATE FUNCTION ${body}() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NEW; END'`,
    ],
    after: [
      made(`NEW.code IN ('a', 'b')`),
      `CREATE CONSTRAINT TRIGGER late AFTER INSERT ON ${table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ${body}()`,
      `CREATE TRIGGER each AFTER INSERT ON ${table} REFERENCING NEW TABLE AS fresh EXECUTE PROCEDURE ${body}()`,
    ],
    mutations: [
      enabled('DISABLE'),
      enabled('ENABLE ALWAYS'),
      enabled('ENABLE REPLICA'),
      { sql: [`DROP TRIGGER ${q(name(2))} ON ${table}`], shows: [missing('trigger', ...path)] },
      {
        sql: [`DROP TRIGGER ${q(name(2))} ON ${table}`, made(`NEW.code IN ('a', 'c')`)],
        shows: [differing('definition', 'trigger', ...path)],
      },
      {
        sql: [`ALTER TRIGGER ${q(name(2))} ON ${table} RENAME TO ${q(name(3))}`],
        shows: [missing('trigger', ...path), extra('trigger', schema, name(0), name(3))],
      },
      {
        sql: [`CREATE TRIGGER ${q(name(3))} AFTER DELETE ON ${table} EXECUTE FUNCTION ${body}()`],
        shows: [extra('trigger', schema, name(0), name(3))],
      },
      { sql: [`COMMENT ON TRIGGER ${q(name(2))} ON ${table} IS 'x'`], shows: [extra('comment', 'trigger', ...path)] },
    ],
  };
};

export const policies: SectionMaker = (schema, name) => {
  const table = q(schema, name(0));
  const policy = q(name(1));
  const path = [schema, name(0), name(1)];
  const alter = (sql: string, properties: string): Mutation => ({
    sql: [`ALTER POLICY ${policy} ON ${table} ${sql}`],
    shows: [differing(properties, 'policy', ...path)],
  });
  return {
    make: [
      `CREATE TABLE ${table} (code varchar)`,
      `CREATE POLICY ${policy} ON ${table} TO pg_monitor, pg_signal_backend USING (code IN ('a', 'b') AND code = current_user) WITH CHECK (code <> 'x')`,
    ],
    mutations: [
      alter('TO PUBLIC', 'roles'),
      alter('TO pg_monitor', 'roles'),
      alter(`USING (code IN ('a', 'c'))`, 'using'),
      alter('WITH CHECK (true)', 'check'),
      { sql: [`ALTER POLICY ${policy} ON ${table} TO pg_signal_backend, pg_monitor`], shows: [] },
      { sql: [`DROP POLICY ${policy} ON ${table}`], shows: [missing('policy', ...path)] },
      {
        sql: [`CREATE POLICY ${q(name(2))} ON ${table} AS RESTRICTIVE FOR DELETE USING (false)`],
        shows: [extra('policy', schema, name(0), name(2))],
      },
      {
        sql: [`ALTER POLICY ${policy} ON ${table} RENAME TO ${q(name(2))}`],
        shows: [missing('policy', ...path), extra('policy', schema, name(0), name(2))],
      },
      { sql: [`COMMENT ON POLICY ${policy} ON ${table} IS 'x'`], shows: [extra('comment', 'policy', ...path)] },
    ],
  };
};
