import { setTimeout as pause } from 'node:timers/promises';
import type { Client, DatabaseError } from 'pg';
import { type Log, now } from './log.ts';
import { type RaceTable, tables } from './tables.ts';

/** One connection's way of writing: called again and again, each time for the next table. */
export type Habit = (client: Client, table: RaceTable, log: Log) => Promise<void>;

/** `INSERT` with the default, alone or several in one statement. */
const byDefault = (rows: number): Habit => {
  return (client, table, log) =>
    drawing(log, table, async () => {
      const sql = `INSERT INTO ${table.name} (source) SELECT 'drawn' FROM generate_series(1, ${rows}) RETURNING id`;
      return (await client.query<{ id: string }>(sql)).rows.map(({ id }) => id);
    });
};

/** Hibernate asks for a value first, and inserts it later. */
const asHibernate: Habit = async (client, table, log) => {
  const begun = now();
  const { rows } = await client.query<{ id: string }>(`SELECT nextval('${table.sequence}') AS id`);
  const draw = { table: table.name, value: rows[0]?.id ?? '', begun, collided: false };
  log.draws.push(draw);
  const insert = `INSERT INTO ${table.name} (id, source) OVERRIDING SYSTEM VALUE VALUES ($1, 'drawn')`;
  await client.query(insert, [draw.value]).catch((error: DatabaseError) => {
    if (error.code !== '23505') throw error;
    draw.collided = true;
  });
};

/** Ids of one's own, up to 30 steps ahead of the sequence: what makes it fall behind. */
const explicitSql = ({ name, sequence, increment }: RaceTable, rows: number) => `
  INSERT INTO ${name} (id, source) OVERRIDING SYSTEM VALUE
  SELECT s.last_value + ${increment} * step, 'explicit'
  FROM ${sequence} AS s, (SELECT DISTINCT 1 + floor(random() * 30)::int AS step FROM generate_series(1, ${rows})) AS steps
  ORDER BY step
  ON CONFLICT DO NOTHING
  RETURNING id`;

const withIds: Habit = async (client, table, log) => {
  const { rows } = await client.query<{ id: string }>(explicitSql(table, 3));
  log.explicit.push(...rows.map(({ id }) => ({ table: table.name, value: id, done: now() })));
  await pause(Math.random() * 4);
};

/** A transaction that holds ids of its own for a while before anybody sees them, or takes them back. */
const longTransaction: Habit = async (client, table, log) => {
  await client.query('BEGIN');
  try {
    const { rows } = await client.query<{ id: string }>(explicitSql(table, 5));
    await pause(20 + Math.random() * 80);
    const kept = Math.random() < 0.8;
    await client.query(kept ? 'COMMIT' : 'ROLLBACK');
    if (kept) log.explicit.push(...rows.map(({ id }) => ({ table: table.name, value: id, done: now() })));
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
};

/** Draws inside a transaction that is rolled back as often as not: the values are gone all the same. */
const undecided: Habit = async (client, table, log) => {
  await client.query('BEGIN');
  try {
    await byDefault(1)(client, table, log);
  } finally {
    await client.query(Math.random() < 0.5 ? 'COMMIT' : 'ROLLBACK');
  }
};

export const habits: Habit[] = [
  byDefault(1),
  byDefault(1),
  byDefault(3),
  asHibernate,
  asHibernate,
  undecided,
  withIds,
  longTransaction,
];

/** Writes in one way, on one table after the other, until the time is over. */
export async function write(client: Client, habit: Habit, { log, until }: { log: Log; until: number }): Promise<void> {
  for (let turn = Math.floor(Math.random() * tables.length); now() < until; turn += 1) {
    const table = tables[turn % tables.length] as RaceTable;
    await tolerating(log, () => habit(client, table, log));
    log.operations += 1;
  }
}

/** Writes every drawn value down, the one of a failed insert too: PostgreSQL names it. */
async function drawing(log: Log, { name: table }: RaceTable, draw: () => Promise<string[]>): Promise<void> {
  const begun = now();
  try {
    const values = await draw();
    log.draws.push(...values.map((value) => ({ table, value, begun, collided: false })));
  } catch (error) {
    const { code, detail = '' } = error as DatabaseError;
    const value = /^Key \(id\)=\((-?\d+)\) already exists/.exec(detail)?.[1];
    if (code !== '23505' || value === undefined) throw error;
    log.draws.push({ table, value, begun, collided: true });
  }
}

/**
 * What a race brings with it: an insert collides (23505), writers that wait for each other's ids deadlock (40P01), and
 * a sequence that is read as a table, as no application does, loses its file to the commit of an ALTER SEQUENCE (XX001).
 */
const expected = new Set<string | undefined>(['23505', '40P01', 'XX001']);

async function tolerating(log: Log, action: () => Promise<void>): Promise<void> {
  try {
    await action();
  } catch (error) {
    const { code, message } = error as DatabaseError;
    if (!expected.has(code)) log.surprises.push(`${code}: ${message}`);
  }
}
