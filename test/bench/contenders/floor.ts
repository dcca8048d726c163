import { type Cell, type Counted, connected } from '../connection.ts';
import type { Contender } from '../contender.ts';

/** A sequence that a column owns, as SQL writes the names, and whether the table has rows. */
interface Owned {
  oid: number;
  sequence: string;
  table: string;
  column: string;
  filled: boolean;
}

export const ownedSql = `
SELECT
  d.objid,
  format('%I.%I', sn.nspname, s.relname),
  format('%I.%I', tn.nspname, t.relname),
  quote_ident(a.attname),
  pg_relation_size(t.oid) > 0
FROM pg_depend d
JOIN pg_class s ON s.oid = d.objid AND s.relkind = 'S'
JOIN pg_namespace sn ON sn.oid = s.relnamespace
JOIN pg_class t ON t.oid = d.refobjid
JOIN pg_namespace tn ON tn.oid = t.relnamespace
JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.classid = 'pg_class'::regclass
  AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i')`;

async function owned(session: Counted): Promise<Owned[]> {
  const rows = await session.rows(ownedSql);
  return rows.map(([oid, sequence, table, column, filled]) => ({
    oid: Number(oid),
    sequence: String(sequence),
    table: String(table),
    column: String(column),
    filled: filled === true,
  }));
}

/** One value with its maximum: four locks where the table has rows and two indexes. */
function pairSql({ sequence, table, column, filled }: Owned): string {
  return `SELECT last_value::text, is_called, ${filled ? `(SELECT max(${column})::text FROM ${table})` : 'NULL'} FROM ${sequence}`;
}

function countBehind(rows: Cell[][]): number {
  return rows.filter(([last, called, max]) => max !== null && Number(max) >= Number(last) + (called ? 1 : 0)).length;
}

function inBatches<Item>(items: Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, batch) =>
    items.slice(batch * size, (batch + 1) * size),
  );
}

/** Reads in batches of statements; a batch holds at most 400 locks. */
async function pairs(session: Counted, batches: Owned[][]): Promise<Cell[][]> {
  const rows: Cell[][] = [];
  for (const batch of batches) rows.push(...(await session.rows(batch.map(pairSql).join(';'))));
  return rows;
}

export const statements: Contender = {
  name: 'hand-written: statements in batches',
  kind: 'equal',
  explanation:
    'One catalog query with sizes, then `SELECT last_value, is_called, (SELECT max(..))` of every sequence, a hundred statements a message.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const rows = await pairs(session, inBatches(await owned(session), 100));
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};

export const block: Contender = {
  name: 'hand-written: a DO block that commits',
  kind: 'equal',
  explanation:
    'One catalog query with sizes, then the same statements in a DO block that commits every hundred, the answers in notices. Lockstep’s way without its care: one failure would end it.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const statements = JSON.stringify((await owned(session)).map(pairSql)).replaceAll("'", "''");
      const notices = await session.notices(`
        DO $$ DECLARE
          statements text[] := ARRAY(SELECT json_array_elements_text('${statements}'));
          answers text[] := '{}';
          answer record;
        BEGIN
          FOR i IN 1 .. cardinality(statements) LOOP
            EXECUTE statements[i] INTO answer;
            answers := answers || answer::text;
            IF i % 100 = 0 OR i = cardinality(statements) THEN
              RAISE INFO '%', array_to_json(answers);
              answers := '{}';
              COMMIT;
            END IF;
          END LOOP;
        END $$`);
      const rows = notices
        .flatMap((notice) => JSON.parse(notice) as string[])
        .map((row): Cell[] => {
          const [last = '', called, max] = row.slice(1, -1).split(',');
          return [last, called === 't', max || null];
        });
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};

export const lastValues: Contender = {
  name: 'hand-written: pg_sequence_last_value',
  kind: 'floor',
  explanation:
    'One catalog query with sizes; `pg_sequence_last_value` of every sequence in a DO block that commits every 400; then the maxima in batches, with the relation where the function says NULL. It hangs behind an ALTER SEQUENCE in flight, and does not know the next value of a sequence that was never called.',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const all = await owned(session);
      const notices = await session.notices(`
        DO $$ DECLARE
          oids oid[] := '{${all.map(({ oid }) => oid).join(',')}}';
        BEGIN
          FOR i IN 0 .. (cardinality(oids) - 1) / 400 LOOP
            RAISE INFO '%', (
              SELECT json_agg(pg_sequence_last_value(oid) ORDER BY at)
              FROM unnest(oids[i * 400 + 1 : i * 400 + 400]) WITH ORDINALITY AS asked (oid, at));
            COMMIT;
          END LOOP;
        END $$`);
      const values = notices.flatMap((notice) => JSON.parse(notice) as (number | null)[]);
      const filled = all.map((each, index) => ({ ...each, last: values[index] ?? null })).filter((each) => each.filled);
      const sql = (each: (typeof filled)[number]) =>
        each.last === null ? pairSql(each) : `SELECT ${each.last}, true, max(${each.column})::text FROM ${each.table}`;
      const rows: Cell[][] = [];
      for (const batch of inBatches(filled, 100)) rows.push(...(await session.rows(batch.map(sql).join(';'))));
      return { behind: countBehind(rows), roundTrips: session.roundTrips };
    }),
};

export const filledOnly: Contender = {
  name: 'hand-written: tables with rows only',
  kind: 'easier',
  explanation:
    'One DO block that finds the tables with rows, reads those and their sequences, commits every hundred, and says how many are behind: one message. Of the other nine sequences in ten it knows nothing (whether they run out, or can be read).',
  easier: 'nothing of the other sequences',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const [count] = await session.notices(`
        DO $$ DECLARE
          owned record;
          last bigint;
          called boolean;
          most bigint;
          filled int := 0;
          behind int := 0;
        BEGIN
          FOR owned IN SELECT * FROM (${ownedSql}) AS o (oid, sequence, tab, col, filled) WHERE o.filled LOOP
            EXECUTE format('SELECT last_value, is_called, (SELECT max(%s) FROM %s) FROM %s', owned.col, owned.tab, owned.sequence)
              INTO last, called, most;
            IF most >= last + called::int THEN behind := behind + 1; END IF;
            filled := filled + 1;
            IF filled % 100 = 0 THEN COMMIT; END IF;
          END LOOP;
          RAISE INFO '%', behind;
        END $$`);
      return { behind: Number(count), roundTrips: session.roundTrips };
    }),
};

export const heedless: Contender = {
  name: 'hand-written: heedless of locks',
  kind: 'heedless',
  explanation:
    '`pg_sequence_last_value` within the catalog query and all maxima in one message: a lock for every sequence, table and index at once.',
  easier: 'a lock for everything at once',
  runs: 5,
  run: ({ url }) =>
    connected(url, async (session) => {
      const all = await session.rows(
        ownedSql.replace('d.objid,', 'pg_sequence_last_value(d.objid)::text, true, d.objid,'),
      );
      const filled = all.filter((row) => row[6] === true);
      const maxima = await session.rows(
        filled
          .map(([last, , , sequence, table, column]) =>
            last === null
              ? `SELECT last_value::text, is_called, (SELECT max(${column})::text FROM ${table}) FROM ${sequence}`
              : `SELECT ${last}, true, max(${column})::text FROM ${table}`,
          )
          .join(';'),
      );
      return { behind: countBehind(maxima), roundTrips: session.roundTrips };
    }),
};
