import { connected } from '../connection.ts';

/** What the second database has otherwise, and how an output shows that it was seen. */
export interface Planted {
  what: string;
  sql: string;
  seen: RegExp;
}

/** Each on a table of its own, under names that no other table has. */
export const planted: Planted[] = [
  { what: 'a missing column', sql: 'ALTER TABLE app.t1 DROP COLUMN note_1', seen: /note_1\b/ },
  { what: 'a type', sql: 'ALTER TABLE app.t2 ALTER COLUMN amount_2 TYPE bigint', seen: /amount_2\b/ },
  { what: 'a default', sql: "ALTER TABLE app.t3 ALTER COLUMN note_3 SET DEFAULT 'x'", seen: /note_3\b/ },
  { what: 'NOT NULL', sql: 'ALTER TABLE app.t4 ALTER COLUMN note_4 DROP NOT NULL', seen: /note_4\b/ },
  { what: 'a missing index', sql: 'DROP INDEX app.t5_amount', seen: /t5_amount\b/ },
  {
    what: 'a check',
    sql: 'ALTER TABLE app.t6 ADD CONSTRAINT t6_positive CHECK (amount_6 > 0)',
    seen: /t6_positive\b/,
  },
  {
    what: 'a foreign key that is NOT VALID',
    sql: `ALTER TABLE app.t7 DROP CONSTRAINT t7_parent;
      ALTER TABLE app.t7 ADD CONSTRAINT t7_parent FOREIGN KEY (parent) REFERENCES app.t6 NOT VALID`,
    seen: /t7_parent\b/,
  },
  { what: 'a comment', sql: "COMMENT ON TABLE app.t8 IS 'the eighth'", seen: /the eighth|comment[^\n]*\bt8\b/i },
  { what: 'a storage option', sql: 'ALTER TABLE app.t9 SET (fillfactor = 70)', seen: /fillfactor/ },
  {
    what: 'row level security',
    sql: 'ALTER TABLE app.t10 ENABLE ROW LEVEL SECURITY',
    seen: /row.(level.)?security/i,
  },
];

/** Five columns, two indexes besides the primary key's, a foreign key. */
const tablesSql = (size: number) => `
  DO $$
  BEGIN
    FOR i IN 1 .. ${size} LOOP
      EXECUTE format(
        'CREATE TABLE app.t%1$s (
          id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
          parent bigint CONSTRAINT t%1$s_parent REFERENCES app.t%2$s,
          amount_%1$s integer NOT NULL DEFAULT 0,
          note_%1$s text NOT NULL DEFAULT '''',
          made timestamptz NOT NULL DEFAULT now()
        )',
        i,
        greatest(1, i - 1)
      );
      EXECUTE format('CREATE INDEX t%1$s_amount ON app.t%1$s (amount_%1$s, made)', i);
      EXECUTE format('CREATE INDEX t%1$s_note ON app.t%1$s (note_%1$s) WHERE amount_%1$s > 0', i);
      -- The server's lock table has room for some thousands of new relations a transaction.
      IF i % 100 = 0 THEN COMMIT; END IF;
    END LOOP;
  END
  $$`;

const catalogs = ['pg_class', 'pg_attribute', 'pg_attrdef', 'pg_constraint', 'pg_index', 'pg_depend', 'pg_type'];

/** Two databases of so many tables that differ in what is planted: as it should be, and as it is. */
export async function pairOf(server: string, size: number): Promise<{ from: string; to: string }> {
  const [from, to] = [`schema_from_${size}`, `schema_to_${size}`];
  await connected(server, (session) => session.rows(`CREATE DATABASE ${from}`));
  await connected(urlOf(server, from), async (session) => {
    await session.rows('CREATE SCHEMA app');
    await session.rows(tablesSql(size));
    // As autovacuum would have done: it is off, so that nothing changes in between.
    for (const catalog of catalogs) await session.rows(`VACUUM ANALYZE pg_catalog.${catalog}`);
  });
  await connected(server, (session) => session.rows(`CREATE DATABASE ${to} TEMPLATE ${from}`));
  await connected(urlOf(server, to), async (session) => {
    for (const { sql } of planted) await session.rows(sql);
  });
  return { from: urlOf(server, from), to: urlOf(server, to) };
}

function urlOf(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.href;
}
