import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Client } from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { readSnapshot } from '../../../shared/guards/schema/snapshot/read.ts';
import { snapshotText } from '../../../shared/guards/schema/snapshot/text.ts';
import { silent } from '../../../shared/model/house.ts';
import type { Scope, Snapshot } from '../../../shared/model/snapshot.ts';
import { stampOf } from '../../../shared/restore/names.ts';
import { withSession } from '../../../shared/session/session.ts';
import { folderWith } from '../../support/command.ts';
import { database, type TestDatabase } from '../../support/database.ts';
import { houseFor, requestFor } from '../../support/lockstep.ts';
import { dumpable, makerAt, tooNew } from '../making.ts';

const shop = `
  CREATE SCHEMA app;
  CREATE TABLE app.customers (id serial PRIMARY KEY, email text UNIQUE);
  CREATE TABLE app.orders (id bigserial PRIMARY KEY, customer int REFERENCES app.customers, note text);
  CREATE VIEW app.emails AS SELECT email FROM app.customers;
  CREATE FUNCTION app.twice(n int) RETURNS int LANGUAGE sql AS 'SELECT n * 2';
  INSERT INTO app.customers (email) SELECT 'c' || n || '@example.com' FROM generate_series(1, 50) n;
  INSERT INTO app.orders (customer, note) SELECT 1 + n % 50, 'it''s ' || n FROM generate_series(1, 500) n;`;

/** What a migration leaves that failed half-way, after it had changed and lost rows. */
const damage = `
  CREATE SCHEMA half; CREATE TABLE half.left_behind (id int);
  CREATE TABLE app.half (id int REFERENCES app.customers);
  ALTER TABLE app.orders DROP COLUMN note, ADD COLUMN remark text;
  DROP VIEW app.emails; DELETE FROM app.orders WHERE id > 100;
  SELECT nextval('app.orders_id_seq') FROM generate_series(1, 77);`;

describe.skipIf(dumpable === undefined)('a dump of pg_dump', () => {
  it('leads back to exactly what was dumped, by the commands that it prints, whatever was added since', async () => {
    const { url, name, connect } = await ownedDatabase();
    const own = await connect();
    await own.query(`
      ALTER DATABASE ${name} SET search_path = app, "$user", public;
      ALTER DATABASE ${name} SET application_name = 'it''s, "quoted"';
      REVOKE ALL ON DATABASE ${name} FROM PUBLIC; GRANT CONNECT ON DATABASE ${name} TO pg_monitor WITH GRANT OPTION;
      COMMENT ON DATABASE ${name} IS 'it''s the shop'`);
    const maker = await makerAt(url, { method: 'pg-dump', directory: folderWith() });
    const before = await stateOf(url);
    const point = await maker.make();
    await own.query(`${damage}; ALTER DATABASE ${name} SET work_mem = '1MB'; GRANT ALL ON DATABASE ${name} TO PUBLIC`);
    expect(await stateOf(url)).not.toEqual(before);

    run(point.back, url);

    expect(await stateOf(url)).toEqual(before);
    const { query } = await database('', { version: dumpable ?? 0 });
    const databases = await beside(query, name);
    expect(databases).toEqual([
      { datname: name, datallowconn: true },
      { datname: expect.stringContaining('_before_'), datallowconn: false },
    ]);
    await query(`DROP DATABASE ${databases[1]?.datname}`);
  });

  it('leaves everybody in the database as it is where the names cannot be changed', async () => {
    const { url, name, role, query } = await ownedDatabase();
    const point = await (await makerAt(url, { method: 'pg-dump', directory: folderWith() })).make();
    run(point.back.slice(0, 1), url);
    await query(`ALTER ROLE ${role} NOCREATEDB`);
    expect(() => run(point.back.slice(1), url)).toThrow(/permission denied to rename database/);
    expect(await query(`SELECT datallowconn FROM pg_database WHERE datname = '${name}'`)).toEqual([
      { datallowconn: true },
    ]);
    await query(`DROP DATABASE ${name}_${point.id}`);
  });

  it('ends the sessions that it may end, and names those that somebody else has to', async () => {
    const { url, name, query, connect } = await ownedDatabase();
    const point = await (await makerAt(url, { method: 'pg-dump', directory: folderWith() })).make();
    run(point.back.slice(0, 1), url);
    const own = await connect();
    await query(`CREATE ROLE ${name}_other LOGIN SUPERUSER PASSWORD 'x'`);
    onTestFinished(async () => void (await query(`DROP ROLE ${name}_other`)));
    const other = new Client({ connectionString: url.replace(/\/\/.*@/, `//${name}_other:x@`) });
    other.on('error', () => {});
    await other.connect();
    const held = told(point.back.slice(1), url);
    expect(held).toMatch(new RegExp(`may not end:\n[^]*${name}_other[^]*nobody was cut off`));
    await own.query('SELECT 1');
    await other.end();
    const alone = `psql ${point.back[1]?.split('&& psql ')[1]}`;
    expect(told([alone], url)).toMatch(/may not end:[\s\S]*\(0 rows\)[\s\S]*sessions_ended[-\s]+2\b/);
    await expect(own.query('SELECT 1')).rejects.toThrow();
    await query(`DROP DATABASE ${(await beside(query, name))[1]?.datname}`);
  });

  it('says beforehand and beside the commands why this role cannot go back by itself', async () => {
    const { url, name, role, query, superuser } = await ownedDatabase();
    const admin = new Client({ connectionString: superuser });
    const root = new URL(superuser).username;
    const maker = await makerAt(url, { method: 'pg-dump', directory: folderWith() });
    expect((await maker.plan()).back[0]).not.toMatch(/^#/);
    await admin.connect();
    await admin.query(`ALTER ROLE ${role} NOCREATEDB; CREATE ROLE ${name}_owner; CREATE TABLE app.foreign_one (id int);
      ALTER TABLE app.foreign_one OWNER TO ${name}_owner; GRANT SELECT ON app.foreign_one TO ${role};
      CREATE TABLE app.root_one (id int); GRANT SELECT ON app.root_one TO ${role};
      CREATE EXTENSION dblink; CREATE EXTENSION hstore`);
    onTestFinished(async () => {
      const again = new Client({ connectionString: superuser });
      await again.connect();
      await again.query(`DROP OWNED BY ${name}_owner; DROP ROLE ${name}_owner`);
      await again.end();
    });
    const lacks = `${role} cannot run these commands, as it may not create databases (CREATEDB) and is no member of the owners ${[`${name}_owner`, root].toSorted().join(', ')} and may not create the extensions dblink: put a superuser in place of user=${role}`;
    const plan = await maker.plan();
    expect(plan).toMatchObject({ obstacle: null, sentence: expect.stringMatching(/; to go back: .* cannot run/) });
    expect(plan.back[0]).toBe(`# ${lacks}`);
    const { back, place } = await maker.make();
    expect(back[0]).toBe(`# ${lacks}`);
    expect((await maker.list()).find((point) => point.place === place)?.back).toEqual(back);
    await admin.end();
    const asRoot = back.map((line) => line.replaceAll(`user=${role}`, `user=${root}`));
    run(asRoot, superuser);
    await query(`DROP DATABASE ${(await beside(query, name))[1]?.datname}`);
  });

  it('tells how many tables are through, and how much is written', async () => {
    const { url, name } = await database(shop, { version: dumpable ?? 0 });
    const steps: string[] = [];
    const counts: string[] = [];
    const progress = {
      ...silent,
      step: (text: string) => steps.push(text),
      advance: (done: number, of: number) => counts.push(`${done} of ${of}`),
    };
    await (await makerAt(url, { method: 'pg-dump', directory: folderWith() }, { progress })).make();
    expect(steps).toContainEqual(expect.stringMatching(new RegExp(`^dumping ${name}, [\\d.]+ (bytes|kB) written,$`)));
    expect(counts).toEqual(expect.arrayContaining(['0 of 2', '1 of 2', '2 of 2']));
  });

  it('leaves the database as it is where the dump cannot be restored', async () => {
    const { url } = await database(shop, { version: dumpable ?? 0 });
    const point = await (await makerAt(url, { method: 'pg-dump', directory: folderWith() })).make();
    const file = readdirSync(join(point.place, 'dump')).find((name) => name.endsWith('.gz')) ?? '';
    writeFileSync(join(point.place, 'dump', file), 'no dump');
    const before = await stateOf(url);
    expect(() => run(point.back, url)).toThrow(/pg_restore: error/);
    expect(await stateOf(url)).toEqual(before);
  });

  it('lets nobody else read it, is in no commit, and says whose it is', async () => {
    const { url } = await database('CREATE TABLE orders (id int)', { version: dumpable ?? 0 });
    const directory = join(folderWith(), 'points');
    const point = await (await makerAt(url, { method: 'pg-dump', directory })).make();
    expect(point).toMatchObject({ method: 'pg-dump', target: 'production', expiresAt: null });
    expect(point.place).toBe(join(directory, 'production', point.id));
    expect(statSync(point.place).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(directory, '.gitignore'), 'utf8')).toBe('*\n');
    expect(JSON.parse(readFileSync(join(point.place, 'lockstep.json'), 'utf8'))).toMatchObject({
      target: 'production',
    });
    const files = readdirSync(point.place)
      .map((file) => join(point.place, file))
      .filter((file) => statSync(file).isFile());
    const text = [JSON.stringify(point), ...files.map((file) => readFileSync(file, 'utf8'))].join();
    expect(text).not.toContain(new URL(url).password);
  });

  it('removes what is older than it is kept, and nothing that Lockstep did not make', async () => {
    const { url } = await database('', { version: dumpable ?? 0 });
    const directory = folderWith();
    const maker = await makerAt(url, { method: 'pg-dump', directory, keepDays: 3 });
    const { place } = await maker.make();
    const dump = JSON.parse(readFileSync(join(place, 'lockstep.json'), 'utf8'));
    const add = (folder: string, content?: object) => {
      mkdirSync(join(directory, 'production', folder));
      if (content) writeFileSync(join(directory, 'production', folder, 'lockstep.json'), JSON.stringify(content));
    };
    add('20200101t000000z', { ...dump, at: '2020-01-01T00:00:00.000Z' });
    add('20200102t000000z', { ...dump, at: '2020-01-02T00:00:00.000Z', target: 'staging' });
    add('20200103t000000z');
    add('20200104t000000z.partial');
    add('mine', { ...dump, at: '2020-01-01T00:00:00.000Z' });
    expect((await maker.list()).map(({ id }) => id)).toEqual([stampOf(new Date(dump.at)), '20200101t000000z']);
    expect((await maker.prune()).map(({ id }) => id)).toEqual(['20200101t000000z']);
    expect(readdirSync(join(directory, 'production')).sort()).toEqual(
      ['20200102t000000z', '20200103t000000z', place.split('/').at(-1), 'mine'].sort(),
    );
  });

  it('leaves nothing behind where it is stopped', async () => {
    const { url, connect } = await database('CREATE TABLE orders (id int)', { version: dumpable ?? 0 });
    const directory = folderWith();
    const blocker = await connect();
    await blocker.query('BEGIN; LOCK TABLE orders');
    const controller = new AbortController();
    const maker = await makerAt(url, { method: 'pg-dump', directory }, { signal: controller.signal });
    const making = maker.make();
    await expect.poll(() => readdirSync(join(directory, 'production')).length, { interval: 20 }).toBe(1);
    await expect.poll(async () => waits(blocker), { interval: 20 }).toBe(true);
    controller.abort();
    await expect(making).rejects.toMatchObject({ name: 'InterruptedError' });
    expect(readdirSync(join(directory, 'production'))).toEqual([]);
  });

  it('says what pg_dump says where it may not read everything, and keeps nothing of it', async () => {
    const { role } = await database('CREATE TABLE orders (id int)', { version: dumpable ?? 0 });
    const reader = await role();
    const directory = folderWith();
    const maker = await makerAt(reader.url, { method: 'pg-dump', directory });
    await expect(maker.make()).rejects.toMatchObject({
      code: 'deploy/no-restore-point',
      message: expect.stringContaining('permission denied for table orders'),
      next: expect.stringContaining('may read everything'),
    });
    expect(readdirSync(join(directory, 'production'))).toEqual([]);
  });

  it('plans without a trace: what it would run, how much room there is, the way back', async () => {
    const { url, name } = await database('', { version: dumpable ?? 0 });
    const directory = join(folderWith(), 'points');
    const plan = await (await makerAt(url, { method: 'pg-dump', directory })).plan();
    expect(plan.obstacle).toBeNull();
    expect(plan.sentence).toMatch(`dumps ${name} of PostgreSQL ${dumpable}`);
    expect(plan.sentence).toMatch(/takes [\d.]+ MB, [\d.]+ [GT]B are free/);
    expect(plan.back.join('\n')).toContain('pg_restore');
    expect(existsSync(directory)).toBe(false);
  });
});

describe('a dump that cannot be made', () => {
  it.skipIf(tooNew === undefined)('is refused before it begins where the server is newer than pg_dump', async () => {
    const { url } = await database('', { version: tooNew ?? 0 });
    const maker = await makerAt(url, { method: 'pg-dump', directory: folderWith() });
    const message = new RegExp(`pg_dump \\(PostgreSQL\\) [\\d.]+ cannot dump PostgreSQL ${tooNew}`);
    await expect(maker.make()).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
    expect((await maker.plan()).obstacle).toMatch(message);
  });

  it('is refused with what to install where there is no pg_dump', async () => {
    const { url, version } = await database();
    const maker = await makerAt(url, { method: 'pg-dump', directory: folderWith(), binaries: '/nowhere' });
    await expect(maker.make()).rejects.toMatchObject({
      message: 'there is no pg_dump in /nowhere',
      next: expect.stringContaining(`postgresql-client-${version}`),
    });
  });

  it('is refused where there is too little room for it', async () => {
    const { url, name } = await database('', { version: dumpable ?? 0 });
    // Of this file system nothing is ever free.
    const maker = await makerAt(url, { method: 'pg-dump', directory: '/proc/lockstep' });
    const message = new RegExp(`^0 bytes are free at /proc/lockstep, and ${name} takes [\\d.]+ MB$`);
    await expect(maker.make()).rejects.toMatchObject({ exitCode: 1, message: expect.stringMatching(message) });
    expect((await maker.plan()).obstacle).toMatch('make room, or name another "directory"');
  });

  it('is told as unreachable where the database does not answer', async () => {
    const maker = await makerAt(
      'postgres://nobody:secret@127.0.0.1:1/shop',
      { method: 'pg-dump' },
      { limits: { connectSeconds: 0.1 } },
    );
    await expect(maker.make()).rejects.toMatchObject({ exitCode: 3 });
  });
});

async function waits(blocker: { query(sql: string): Promise<{ rows: { waits: boolean }[] }> }): Promise<boolean> {
  const sql = `SELECT count(*) > 0 AS waits FROM pg_locks WHERE NOT granted AND relation = 'orders'::regclass`;
  return (await blocker.query(sql)).rows[0]?.waits ?? false;
}

/** The shop of an owner who is no superuser, as those of applications are; `query` is a superuser's, elsewhere. */
async function ownedDatabase() {
  const { name, role, query, url: superuser } = await database('', { version: dumpable ?? 0 });
  const owner = await role((each) => `ALTER ROLE ${each} CREATEDB; ALTER DATABASE ${name} OWNER TO ${each}`);
  // A session of a superuser is one that the owner cannot end.
  await query('SELECT pg_terminate_backend(pg_backend_pid())').catch(() => {});
  await owner.query(shop);
  const elsewhere = await database('', { version: dumpable ?? 0 });
  return { ...owner, name, role: owner.name, query: elsewhere.query, superuser };
}

/** The databases of that name, and those beside it. */
function beside(query: TestDatabase['query'], name: string) {
  return query<{ datname: string; datallowconn: boolean }>(
    `SELECT datname, datallowconn FROM pg_database WHERE datname LIKE '${name}%' ORDER BY 1`,
  );
}

/** All that somebody sees who pastes them. */
function told(commands: string[], url: string): string {
  const env = { PATH: process.env.PATH, PGPASSWORD: new URL(url).password };
  return spawnSync('bash', ['-c', `{ ${commands.join('\n')}\n} 2>&1`], { env, encoding: 'utf8' }).stdout;
}

/** As somebody pastes them. */
function run(commands: string[], url: string): void {
  const env = { PATH: process.env.PATH, PGPASSWORD: new URL(url).password };
  for (const command of commands) execFileSync('bash', ['-c', command], { env, stdio: 'pipe' });
}

/** Schema, rows, positions of sequences, and what belongs to the database itself; but for what counts up by itself. */
async function stateOf(url: string): Promise<unknown> {
  const request = requestFor('check', url);
  const scope = { schemas: ['*'], tables: ['*'], kinds: [] } as Scope;
  return withSession(request, houseFor(), async (session) => {
    const { objects, unseen } = await readSnapshot(session.consistently(), scope);
    const rows = await session.read(
      'SELECT * FROM app.customers ORDER BY id',
      'SELECT to_jsonb(o)::text AS row FROM app.orders o ORDER BY id',
      'SELECT last_value::text, is_called FROM app.orders_id_seq',
      `SELECT datacl::text, shobj_description(oid, 'pg_database') AS comment, pg_get_userbyid(datdba) AS owner,
         datcollate, encoding, datallowconn FROM pg_database WHERE datname = current_database()`,
      `SELECT setrole::regrole::text AS role, setconfig::text AS set FROM pg_db_role_setting s
         JOIN pg_database d ON d.oid = s.setdatabase WHERE datname = current_database() ORDER BY 1`,
    );
    expect(unseen).toEqual([]);
    return { objects: snapshotText({ objects } as Snapshot), rows };
  });
}
