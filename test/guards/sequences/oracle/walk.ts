import type { Client } from 'pg';
import { escapeLiteral } from 'pg';
import type { FedColumn, Subject } from './build.ts';
import { quoted } from './tables.ts';

/**
 * The oracle's only way to know a sequence: a copy of it, as it stands, on which nextval is called. `calls` times at
 * least, and until it has passed `through`; fewer where nextval fails because no value is left.
 */
export const walkSql = `
CREATE SCHEMA oracle;
CREATE FUNCTION oracle.draws(original regclass, calls int, through numeric) RETURNS text LANGUAGE plpgsql AS $$
DECLARE
  options pg_sequence;
  state record;
  drawn bigint[] := '{}';
  latest bigint;
BEGIN
  SELECT * INTO options FROM pg_sequence WHERE seqrelid = original;
  EXECUTE format('SELECT last_value, is_called FROM %s', original) INTO state;
  EXECUTE format('CREATE TEMP SEQUENCE copy AS %s INCREMENT BY %s MINVALUE %s MAXVALUE %s START WITH %s %s',
    format_type(options.seqtypid, NULL), options.seqincrement, options.seqmin, options.seqmax, options.seqstart,
    CASE WHEN options.seqcycle THEN 'CYCLE' ELSE 'NO CYCLE' END);
  PERFORM setval(to_regclass('pg_temp.copy'), state.last_value, state.is_called);
  BEGIN
    LOOP
      latest := nextval(to_regclass('pg_temp.copy'));
      drawn := drawn || latest;
      EXIT WHEN cardinality(drawn) >= calls
        AND (through IS NULL OR CASE WHEN options.seqincrement > 0 THEN latest > through ELSE latest < through END);
      ASSERT cardinality(drawn) < 20000, 'a case that takes so long is not meant';
    END LOOP;
  EXCEPTION WHEN sequence_generator_limit_exceeded THEN
    NULL;
  END;
  DROP SEQUENCE pg_temp.copy;
  RETURN array_to_json(drawn::text[]);
END $$;
CREATE FUNCTION oracle.fits(value text, type text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('SELECT %L::bigint::%s', value, type);
  RETURN true;
EXCEPTION WHEN numeric_value_out_of_range THEN
  RETURN false;
END $$;`;

/** What a walk on the copy and the rows themselves tell. */
export interface Walk {
  state: string;
  draws: bigint[];
  /** the rows of each fed column, as text */
  rows: string[][];
}

export async function walk(client: Client, subjects: Subject[], calls: number): Promise<Walk[]> {
  const answers = await askEach(
    client,
    subjects.map((subject) => walkQuery(subject, calls)),
  );
  return answers.map(({ state, draws, rows }) => ({
    state: String(state),
    draws: (JSON.parse(String(draws)) as string[]).map(BigInt),
    rows: rows as string[][],
  }));
}

function walkQuery(subject: Subject, calls: number): string {
  const sequence = quoted(subject.schema, subject.name);
  const rows = subject.feeds.map(
    (feed) =>
      `(SELECT coalesce(json_agg(fed.value::text), '[]') FROM (${feed.rows}) AS fed (value) WHERE fed.value IS NOT NULL)`,
  );
  return `SELECT last_value || ' ' || is_called AS state, json_build_array(${rows.join(', ')}) AS rows,
    oracle.draws(${escapeLiteral(sequence)}, ${calls}, NULL) AS draws FROM ${sequence}`;
}

/** All values that the sequence hands out up to the first one past `through`. */
export async function walkThrough(client: Client, tasks: { subject: Subject; through: bigint }[]): Promise<bigint[][]> {
  const answers = await askEach(
    client,
    tasks.map(({ subject: { schema, name }, through }) => {
      return `SELECT oracle.draws(${escapeLiteral(quoted(schema, name))}, 0, ${through}) AS draws`;
    }),
  );
  return answers.map(({ draws }) => (JSON.parse(String(draws)) as string[]).map(BigInt));
}

/** Whether every column can hold the value: PostgreSQL is asked to cast it. */
export async function fits(client: Client, tasks: { value: bigint; feeds: FedColumn[] }[]): Promise<boolean[]> {
  const answers = await askEach(
    client,
    tasks.map(({ value, feeds }) => {
      const casts = feeds.map(({ sqlType }) => `oracle.fits('${value}', ${escapeLiteral(sqlType)})`);
      return `SELECT ${casts.join(' AND ') || 'true'} AS fits`;
    }),
  );
  return answers.map((answer) => answer.fits === true);
}

/** One row an answer, all in one round trip. */
async function askEach(client: Client, queries: string[]): Promise<Record<string, unknown>[]> {
  if (queries.length === 0) return [];
  const answers: unknown = await client.query(queries.join(';\n'));
  const list = (Array.isArray(answers) ? answers : [answers]) as { rows: Record<string, unknown>[] }[];
  return list.map(({ rows }) => rows[0] ?? {});
}
