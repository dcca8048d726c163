/** A program of its own: eight writers and a witness on a database, for as long as it is told; sends what they did. */
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { emptyLog, type Log, now } from './log.ts';
import { tables } from './tables.ts';
import { habits, write } from './writing.ts';

const [url = '', seconds = '1'] = process.argv.slice(2);

const clients = await Promise.all([...habits, null].map(() => connect()));
const witness = clients.pop() as Client;
const log = emptyLog();
process.send?.('ready');
const until = now() + Number(seconds) * 1000;
await Promise.all([
  ...habits.map((habit, index) => write(clients[index] as Client, habit, { log, until })),
  watch(witness, log, until),
]);
await Promise.all([...clients, witness].map((client) => client.end()));
process.send?.(log, () => process.disconnect());

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'writer' });
  await client.connect();
  return client;
}

/**
 * Looks at every sequence again and again: one that moves backward is caught in the act. A look that falls together
 * with the commit of an ALTER SEQUENCE sees no row, or an error: the file it reads is being removed.
 */
async function watch(client: Client, { samples }: Log, until: number): Promise<void> {
  const sql = tables
    .map(
      ({ name, sequence, increment }) =>
        `SELECT '${name}' AS name, last_value + is_called::int * ${increment} AS next FROM ${sequence}`,
    )
    .join(' UNION ALL ');
  while (now() < until) {
    const { rows } = await client.query<{ name: string; next: string }>(sql).catch(() => ({ rows: [] }));
    samples.push(Object.fromEntries(rows.map(({ name, next }) => [name, next])));
    await pause(3);
  }
}
