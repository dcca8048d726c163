/** A program of its own: eight sessions that insert steadily, one after the other a few milliseconds apart. */
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { behindTables, healthyTables } from './tables.ts';

/** An insert: when it began, by the machine's clock, how long it took, and whether its key was free. */
export type Insert = [began: number, milliseconds: number, collided: boolean];

const sessions = 8;
const [url = ''] = process.argv.slice(2);
const inserts: Insert[] = [];
let writing = true;

const clients = await Promise.all(Array.from({ length: sessions }, connection));
process.send?.('ready');
const work = Promise.all(clients.map(write));
await once(process, 'message');
writing = false;
await work;
await Promise.all(clients.map((client) => client.end()));
process.send?.(inserts, () => process.exit());

async function connection(): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: 'bench writer' });
  await client.connect();
  return client;
}

/** Every second insert goes to a table that stays healthy. */
async function write(client: Client): Promise<void> {
  for (let turn = 0; writing; turn += 1) {
    const range = turn % 2 === 0 ? healthyTables : behindTables;
    const table = 1 + Math.floor(Math.random() * range) + (turn % 2 === 0 ? 0 : healthyTables);
    const began = performance.now();
    const collided = await insert(client, table);
    inserts.push([performance.timeOrigin + began, performance.now() - began, collided]);
    await pause(4 + Math.random() * 4);
  }
}

async function insert(client: Client, table: number): Promise<boolean> {
  try {
    await client.query(`INSERT INTO busy_${table} (note) VALUES ('as usual')`);
    return false;
  } catch (error) {
    if ((error as { code?: string }).code === '23505') return true;
    throw error;
  }
}
