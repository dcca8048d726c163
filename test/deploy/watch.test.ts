import { Client } from 'pg';
import { expect, it, vi } from 'vitest';
import { cancelBlockers } from '../../shared/deploy/cancel-blockers.ts';
import { leftoversEnded } from '../../shared/deploy/leftovers.ts';
import { nameOf } from '../../shared/deploy/lock.ts';
import type { Blocker } from '../../shared/deploy/lock-waits.ts';
import { commandSessionName } from '../../shared/deploy/session-names.ts';
import { type WatchedUse, watching } from '../../shared/deploy/watch.ts';
import type { Session } from '../../shared/session/session.ts';
import { database } from '../support/database.ts';
import { houseFor, requestFor } from '../support/lockstep.ts';

const ownName = commandSessionName();
const setup = 'CREATE TABLE orders (id int PRIMARY KEY, note text); INSERT INTO orders VALUES (1), (2)';

// Tests that run side by side do not know which of them asks: it stays until the file ends.
const shopDatabase = () => database(setup, { forFile: true });

interface Watch {
  told: string[];
  /** waits until a line like that is told */
  tells(pattern: RegExp): Promise<unknown>;
}

/** Watches while `use` runs; without a limit nobody is cancelled. */
async function watch<Result>(
  url: string,
  use: (watch: Watch) => Promise<Result>,
  options: Partial<WatchedUse<Result>> & { signal?: AbortSignal } = {},
) {
  const told: string[] = [];
  const tells = (pattern: RegExp) =>
    vi.waitFor(() => expect(told.join('\n')).toMatch(pattern), { timeout: 20_000, interval: 30 });
  const usual = { name: ownName, cancelBlockersAfterSeconds: null, tell: (line: string) => void told.push(line) };
  const { signal, ...rest } = options;
  const house = houseFor(signal ? { signal } : {});
  const came = await watching(requestFor('check', url), house, { ...usual, ...rest }, () => use({ told, tells }));
  return { ...came, told };
}

/** A session of the command, as PGAPPNAME names it; ended with its database. */
async function commandOf(url: string, name = ownName): Promise<Client> {
  const client = new Client({ connectionString: url, application_name: name });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const pidOf = async (client: Client): Promise<number> =>
  (await client.query('SELECT pg_backend_pid() AS pid')).rows[0].pid;

it.concurrent('who holds the lock that the command waits for is named, and what came of it is kept', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const holder = await shop.connect();
  await holder.query("SET application_name = 'report'; BEGIN; SELECT note FROM orders WHERE id = 1");
  const pid = await pidOf(holder);
  const { result, waits, told } = await watch(shop.url, async ({ tells }) => {
    const altered = command.query("ALTER TABLE orders ADD COLUMN \n url text DEFAULT 'postgres://me:secret@host/db'");
    await tells(/waiting for/);
    await holder.query('ROLLBACK');
    await altered;
    await tells(/came free/);
    return 'done';
  });
  expect(result).toBe('done');
  expect(waits).toMatchObject([
    {
      lock: 'AccessExclusiveLock',
      object: 'public.orders',
      statement: expect.stringMatching(/^ALTER TABLE orders ADD COLUMN url text DEFAULT '/),
      blockers: [{ pid }],
      cancelled: [],
    },
  ]);
  expect(waits[0]?.seconds).toBeGreaterThan(0);
  expect(waits[0]?.blockers[0]?.description).toMatch(
    new RegExp(`^pid ${pid} \\(report, user postgres\\), idle in transaction, its transaction open for \\d+ s: SELECT`),
  );
  expect(told[0]).toMatch(/^lockstep: waiting for AccessExclusiveLock on public\.orders for 0 s: ALTER TABLE/);
  expect(told[1]).toMatch(new RegExp(`^lockstep: {3}held up by pid ${pid} `));
  expect(told[2]).toMatch(/^lockstep: AccessExclusiveLock on public\.orders came free after \d s$/);
  expect(JSON.stringify({ waits, told })).not.toContain('secret');
  await command.end();
});

it.concurrent('who blocks the blocker is named, too, and how many queue behind the command', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const [first, second, third] = await Promise.all([shop.connect(), shop.connect(), shop.connect()]);
  await shop.query('CREATE TABLE notes (id int)');
  await first.query('BEGIN; LOCK TABLE notes');
  await second.query('BEGIN; UPDATE orders SET note = 2 WHERE id = 2');
  const [one, two] = [await pidOf(first), await pidOf(second)];
  const inserted = second.query('INSERT INTO notes VALUES (1)');
  const { waits, told } = await watch(shop.url, async ({ tells }) => {
    const altered = command.query('ALTER TABLE orders ADD COLUMN x int');
    const isWaiting = "SELECT 1 FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'";
    await vi.waitFor(async () => expect(await shop.query(isWaiting)).toHaveLength(1));
    const queued = third.query('SELECT FROM orders');
    await tells(/waiting for .* and 1 more wait for the same table/);
    await first.query('COMMIT');
    await inserted;
    await second.query('COMMIT');
    await Promise.all([altered, queued]);
  });
  expect(waits[0]?.blockers.map(({ pid }) => pid).sort()).toEqual([one, two].sort());
  expect(told.join('\n')).toContain(`pid ${two} (user postgres), active`);
  expect(told.join('\n')).toContain(`pid ${one} (user postgres), which holds up pid ${two}, idle in transaction`);
  await command.end();
});

it.concurrent('a program that takes no name from its environment is told by when it began', async () => {
  const shop = await shopDatabase();
  const [before, holder] = await Promise.all([shop.connect(), shop.connect()]);
  await holder.query('BEGIN; LOCK TABLE orders');
  const { waits } = await watch(shop.url, async ({ tells }) => {
    const command = await commandOf(shop.url, 'engine');
    const check = await commandOf(shop.url, 'lockstep:01J');
    const selected = [before, command, check].map((client, at) => client.query(`SELECT ${at} FROM orders`));
    await tells(/waiting for/);
    await holder.query('ROLLBACK');
    await Promise.all(selected);
    await Promise.all([command.end(), check.end()]);
  });
  expect(waits.map(({ statement }) => statement)).toEqual(['SELECT 1 FROM orders']);
});

it.concurrent("sessions of the application that queue behind the command are not the command's", async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  await command.query('BEGIN; ALTER TABLE orders ADD COLUMN x int');
  const { waits, told } = await watch(shop.url, async () => {
    await vi.waitFor(async () =>
      expect(
        await shop.query(
          "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'lockstep:%' AND datname = current_database()",
        ),
      ).not.toHaveLength(0),
    );
    const other = await commandOf(shop.url, 'web');
    const selected = other.query('SELECT 1 FROM orders');
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await command.query('COMMIT');
    await selected;
    await other.end();
  });
  expect({ waits, told }).toEqual({ waits: [], told: [] });
  await command.end();
});

it.concurrent('what the role may not see of a blocker is said, not guessed, and nobody unseen is cancelled', async () => {
  const shop = await shopDatabase();
  const owner = await shop.role((role) => `ALTER TABLE orders OWNER TO ${role}`);
  const command = await commandOf(owner.url);
  const holder = await shop.connect();
  await holder.query('BEGIN; SELECT FROM orders');
  const { waits, told } = await watch(
    owner.url,
    async ({ tells }) => {
      const altered = command.query('ALTER TABLE orders ADD COLUMN x int');
      await tells(/not cancelled/);
      await holder.query('ROLLBACK');
      await altered;
    },
    { cancelBlockersAfterSeconds: 0 },
  );
  expect(waits[0]?.blockers[0]?.description).toMatch(
    /user postgres\): this role may not see what it does \(GRANT pg_read_all_stats to it\)$/,
  );
  expect(waits[0]?.cancelled).toEqual([]);
  expect(told.join('\n')).toContain('not cancelled, as this role may not see what it does');
  await command.end();
});

it.concurrent('only if asked, blockers are cancelled: the statement of one that works, the connection of one that idles', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const [idle, busy] = await Promise.all([shop.connect(), shop.connect()]);
  await idle.query('BEGIN; SELECT FROM orders');
  await busy.query('BEGIN; SELECT FROM orders');
  const pids = [await pidOf(idle), await pidOf(busy)];
  const slept = busy.query('SELECT pg_sleep(60)').catch((error: Error) => error.message);
  const { waits, told } = await watch(shop.url, () => command.query('ALTER TABLE orders ADD COLUMN x int'), {
    cancelBlockersAfterSeconds: 0.2,
  });
  expect(await slept).toBe('canceling statement due to user request');
  expect(waits[0]?.cancelled.toSorted()).toEqual(pids.toSorted());
  expect(told.filter((line) => line.includes('cancelled the statement of'))).toHaveLength(1);
  expect(told.filter((line) => line.includes('ended the connection of'))).toHaveLength(1);
  expect(await busy.query('ROLLBACK; SELECT 1')).toBeTruthy();
  await expect(idle.query('SELECT 1')).rejects.toThrow();
  await command.end();
});

it.concurrent('none of our own is ever cancelled: the lock of a deploy, what makes restore points, another command', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const names = [nameOf(['npx', 'prisma']), 'lockstep restore point', commandSessionName(), 'lockstep:01J lock'];
  const own = await Promise.all(names.map((name) => commandOf(shop.url, name)));
  for (const each of own) await each.query('BEGIN; SELECT FROM orders');
  const { waits, told } = await watch(
    shop.url,
    async ({ tells }) => {
      const altered = command.query('ALTER TABLE orders ADD COLUMN x int');
      for (const name of names)
        await tells(new RegExp(`not cancelled, as it is Lockstep's own: pid \\d+ \\(.*${name}`));
      for (const each of own) await each.query('COMMIT');
      await altered;
    },
    { cancelBlockersAfterSeconds: 0.1 },
  );
  expect(waits).toMatchObject([{ cancelled: [] }]);
  expect(told.join('\n')).not.toMatch(/ended the connection|cancelled the statement/);
  await Promise.all([command, ...own].map((each) => each.end()));
});

it.concurrent('it sees the rows of a history come, and the table itself with a first deploy', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const { seen } = await watch(shop.url, async () => {
    const looked = () =>
      shop.query(
        "SELECT 1 FROM pg_stat_activity WHERE application_name LIKE 'lockstep:%' AND datname = current_database()",
      );
    await vi.waitFor(async () => expect(await looked()).not.toHaveLength(0));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await command.query(
      "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY); INSERT INTO alembic_version VALUES ('one')",
    );
    await new Promise((resolve) => setTimeout(resolve, 800));
    await command.query("UPDATE alembic_version SET version_num = 'two'");
    await new Promise((resolve) => setTimeout(resolve, 800));
  });
  expect(seen.connectedAt).not.toBeNull();
  expect(seen.sightings.map(({ tool, id }) => `${tool} ${id}`)).toEqual(['alembic one', 'alembic two']);
  const [one, two] = seen.sightings.map(({ at }) => at);
  expect(Number(two) - Number(one)).toBeGreaterThan(400);
  await command.end();
});

it.concurrent('a connection that is lost is told once, and the watch goes on over another', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const holder = await shop.connect();
  await holder.query('BEGIN; SELECT FROM orders');
  const { waits, told } = await watch(shop.url, async ({ tells }) => {
    const own = "FROM pg_stat_activity WHERE application_name LIKE 'lockstep:%' AND datname = current_database()";
    await vi.waitFor(async () =>
      expect(await shop.query(`SELECT pg_terminate_backend(pid) ${own}`)).not.toHaveLength(0),
    );
    await tells(/cannot be seen now/);
    const altered = command.query('ALTER TABLE orders ADD COLUMN x int');
    await tells(/waiting for/);
    await holder.query('ROLLBACK');
    await altered;
  });
  expect(told.filter((line) => line.includes('cannot be seen'))).toHaveLength(1);
  expect(waits).toHaveLength(1);
  await command.end();
});

it.concurrent('a watch that cannot connect fails nothing', async () => {
  const { url } = await shopDatabase();
  const wrong = url.replace(/:\/\/.*@/, '://nobody:secret@');
  const { result, waits, told } = await watch(wrong, async ({ tells }) => {
    await tells(/cannot be seen now: .* does not let this user in/);
    return 7;
  });
  expect({ result, waits }).toEqual({ result: 7, waits: [] });
  expect(told.join()).not.toContain('secret');
});

it.concurrent('a stop cancels the statement of a program that does not hear of it before', async () => {
  const shop = await shopDatabase();
  const command = await commandOf(shop.url);
  const use = () => command.query('SELECT pg_sleep(60)').catch((error: Error) => error.message);
  const { result, told } = await watch(shop.url, use, { signal: AbortSignal.timeout(300) });
  expect(result).toBe('canceling statement due to user request');
  expect(told).toEqual(['lockstep: cancelled what the command was at: SELECT pg_sleep(60)']);
  await command.end();
});

it.concurrent('what a command that was stopped left on the server is ended, and nobody else', async () => {
  const shop = await shopDatabase();
  const [command, other] = [await commandOf(shop.url), await shop.connect()];
  const anothers = await commandOf(shop.url, commandSessionName());
  const slept = command
    .query('INSERT INTO orders VALUES (7); SELECT pg_sleep(60)')
    .catch((error: Error) => error.message);
  const theirs = other.query('SELECT pg_sleep(1), 1 AS one');
  const stopped = async () => 'stopped';
  const { told } = await watch(shop.url, stopped, { endsLeftovers: (result) => result === 'stopped' });
  expect(await slept).toMatch(/terminating connection/);
  expect(told).toEqual([
    expect.stringMatching(/ended what the command left on the server, pid \d+, active: INSERT INTO/),
  ]);
  expect((await theirs).rows).toMatchObject([{ one: 1 }]);
  expect((await anothers.query('SELECT 2 AS two')).rows).toEqual([{ two: 2 }]);
  await anothers.end();
  expect(await shop.query('SELECT FROM orders WHERE id = 7')).toEqual([]);
});

it.concurrent('a program with a name of its own leaves nothing behind either; a service that was there before stays', async () => {
  const shop = await shopDatabase();
  const service = await commandOf(shop.url, 'service');
  const sleeping: Promise<unknown>[] = [];
  const { left, told } = await watch(
    shop.url,
    async () => {
      for (const name of ['engine', 'service']) {
        const client = await commandOf(shop.url, name);
        sleeping.push(client.query('SELECT 1 FROM pg_sleep(1.5)').catch((error: Error) => error.message));
      }
    },
    { endsLeftovers: () => true },
  );
  expect(await Promise.all(sleeping)).toEqual([
    expect.stringMatching(/terminating connection/),
    expect.objectContaining({ rowCount: 1 }),
  ]);
  expect(told).toEqual([expect.stringMatching(/ended what the command left on the server, pid \d+, active: SELECT 1/)]);
  expect(left).toEqual([]);
  await service.end();
});

it('what does not end is told, as it may still change what is applied', async () => {
  const row = { pid: 7, state: 'active', query: 'ALTER TABLE orders', ended: true };
  const session = { change: async () => [[row]], pause: async () => {} } as unknown as Session;
  const told: string[] = [];
  const left = await leftoversEnded(session, { name: ownName, sessions: new Map() }, (line) => told.push(line));
  expect(left).toEqual(['pid 7, active: ALTER TABLE orders']);
  expect(told).toEqual(['lockstep: ended what the command left on the server, pid 7, active: ALTER TABLE orders']);
});

it.concurrent('what it watches may fail: its failure is what comes of it', async () => {
  const shop = await shopDatabase();
  await expect(watch(shop.url, () => Promise.reject(new Error('half-way')))).rejects.toThrow('half-way');
});

const blocker: Blocker = {
  pid: 7,
  application: 'web',
  user: 'app',
  state: 'active',
  query: 'SELECT 1',
  kind: 'client backend',
  began: '2026-11-21 09:00:00+00',
  transactionSeconds: 4,
  blocks: 1,
  level: 1,
  isWaiting: false,
  isOurs: false,
};

it.each<[string, Partial<Blocker>]>([
  ["Lockstep's own", { isOurs: true }],
  ['a walsender', { kind: 'walsender', state: 'active' }],
  [
    'prevents wraparound',
    { kind: 'autovacuum worker', state: null, query: 'autovacuum: VACUUM t (to prevent wraparound)' },
  ],
  ['may not see', { state: null, query: null, began: null }],
  ['no session', { pid: 0, kind: null, state: null, query: null }],
])('never cancelled: %s', async (why, known) => {
  const told: string[] = [];
  const wait = { ...blocker, seconds: 9, locktype: 'relation', mode: 'ShareLock', object: null, behind: 0 };
  const record = { at: '', seconds: 0, statement: '', lock: '', object: null, blockers: [], cancelled: [] };
  const open = [{ wait: { ...wait, blockers: [{ ...blocker, ...known }] }, record, since: 0 }];
  const change = vi.fn<Session['change']>(async () => [[{ done: true }]]);
  const session = { change } as unknown as Session;
  const ledger = { open: () => open, take: () => {}, close: () => [] };
  const options = { afterSeconds: 1, tell: (line: string) => void told.push(line), done: new Set<string>() };
  for (const _ of [1, 2]) await cancelBlockers(session, ledger, options);
  expect(change).not.toHaveBeenCalled();
  expect(told).toEqual([expect.stringContaining(why)]);
});
