import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Client } from 'pg';
import { describe, expect, inject, it, type TestContext } from 'vitest';
import { type ResetFacts, resetProcedure } from '../../shared/deploy/reset.ts';
import { resetText } from '../../shared/deploy/reset-text.ts';
import type { Project } from '../../shared/model/manifest.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import { dumpable } from '../restore/making.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const prisma: Project = {
  tool: 'prisma',
  directory: 'prisma/migrations',
  transaction: 'none',
  migrations: [],
  heads: [],
  problems: [],
};

type Wish = Partial<Omit<ResetFacts, 'target' | 'settings'>> & {
  target?: Partial<ResetFacts['target']>;
  settings?: SettingsInput;
};

function page({ target, settings, ...rest }: Wish = {}): string {
  const usual = { name: 'production', secret: null, environment: 'production', fingerprint: null };
  const facts: ResetFacts = {
    target: { ...usual, url: 'postgres://app:hunter2@db.shop.com:5432/shop', ...target },
    variable: 'PROD_URL',
    settings: settingsSchema.parse(settings ?? {}),
    projects: [prisma],
    seed: null,
    now: new Date('2026-11-21T09:00:00Z'),
    files: {},
    ...rest,
  };
  return resetText(resetProcedure(facts), 100);
}

/** What a page tells to run, in its order. */
const commandsIn = (text: string) => text.split('\n').filter((line) => line.startsWith('    '));

describe('the procedure of a rebuild', () => {
  it('of production makes a new database, proves it, and swaps the two', () => {
    const text = page({ settings: { deploy: { after: ['prisma/add_constraints.sql'] } } });
    const order = [
      'lockstep backup --target production',
      'default_transaction_read_only = on',
      'pg_dump "$OLD" --data-only',
      'CREATE DATABASE "shop_rebuilt"',
      'DATABASE_URL="$(full "$NEW")" npx prisma migrate deploy',
      'pg_restore --dbname="$NEW" --data-only',
      'psql "$NEW" -v ON_ERROR_STOP=1 --single-transaction -f prisma/add_constraints.sql',
      'lockstep fix --url "$NEW"',
      'lockstep verify --url "$NEW"',
      'RENAME TO "shop_before_20261121t090000z"',
      'lockstep verify --target production',
    ].map((part) => text.indexOf(part));
    expect(order).not.toContain(-1);
    expect(order).toEqual(order.toSorted((one, other) => one - other));
    expect(text).toContain('What is lost:');
  });

  it('names the configuration and the repository that it was asked with', () => {
    const files = { config: 'shop.json', repository: 'api' };
    expect(page({ files })).toContain('lockstep backup --target production --config shop.json\n');
    expect(page({ files })).toContain('lockstep verify --target production --config shop.json --repository api\n');
    expect(page({ target: { name: 'default' } })).toContain('lockstep backup --url "$OLD"\n');
  });

  it('of another database drops it and makes it again', () => {
    const text = page({ target: { name: 'dev', environment: 'development' } });
    expect(text).toContain('DROP DATABASE "shop" WITH (FORCE)');
    expect(text).not.toContain('RENAME');
  });

  it('goes by what is known of the place', () => {
    const neon = page({ target: { url: 'postgres://a@ep-cool-1-pooler.eu-central-1.aws.neon.tech/shop' } });
    expect(neon).toContain(`export OLD="$(echo "$PROD_URL" | sed 's/-pooler\\././')"`);
    expect(neon).toContain('A branch of Neon');
    expect(page({ target: { url: 'postgres://a@shop.abc.eu-west-1.rds.amazonaws.com/shop' } })).toContain(
      'A snapshot of RDS',
    );
    expect(page({ target: { url: null, secret: 'shop/prod' }, variable: null })).toContain('--secret-id shop/prod');
    expect(page({ target: { fingerprint: '1:2' } })).toContain('pins the fingerprint');
    expect(page({ seed: 'npx prisma db seed' })).toContain('DATABASE_URL="$(full "$NEW")" npx prisma db seed');
    expect(page({ projects: [] })).toContain('No tool was found');
    expect(page({ target: { url: 'postgres://app@db.shop.com/postgres' } })).toContain('ADMIN="$(other template1)"');
  });

  it('shows no password, and every name as one word of the shell, whatever it is', () => {
    const name = fc.string({
      unit: fc.constantFrom('a', 'B', '"', "'", '$', '`', ' ', '(', ';', '\\', '\n', 'é', '/'),
      minLength: 1,
      maxLength: 12,
    });
    fc.assert(
      fc.property(name, fc.boolean(), (database, isProduction) => {
        const url = `postgres://app:s3cr3t-word@db.shop.com/${encodeURIComponent(database)}`;
        const text = page({ target: { url, environment: isProduction ? 'production' : 'test' }, variable: null });
        expect(text).not.toContain('s3cr3t');
        const script = commandsIn(text).join('\n');
        const run = spawnSync('/bin/sh', ['-n', '-c', script], { encoding: 'utf8' });
        expect(run.stderr).toBe('');
      }),
      { numRuns: 20 },
    );
  });
});

describe.concurrent('lockstep explain reset', () => {
  const files = {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as configurations name variables
    'lockstep.config.json': { targets: { production: { url: '${SHOP_URL}', environment: 'production' } } },
    'package.json': { prisma: { seed: 'node seed.js' } },
  };

  it('reads the configuration and the repository, and needs neither the database nor its URL', async () => {
    const folder = folderWith(files);
    mkdirSync(join(folder, 'prisma/migrations/20230101000000_init'), { recursive: true });
    writeFileSync(join(folder, 'prisma/migrations/migration_lock.toml'), 'provider = "postgresql"\n');
    writeFileSync(join(folder, 'prisma/migrations/20230101000000_init/migration.sql'), 'CREATE TABLE a ();\n');
    const { code, stdout, stderr } = await lockstepCommand(['explain', 'reset'], { folder });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('export OLD="$SHOP_URL"');
    expect(stdout).toContain('Prisma Migrate: 1 in prisma/migrations');
    expect(stdout).toContain('npx prisma db seed');
  });

  it('says where its options say nothing', async () => {
    const { code, stderr } = await lockstepCommand(['explain', 'drop-column', '--target', 'x']);
    expect(code).toBe(2);
    expect(stderr).toContain('--target says nothing here');
  });
});

const migration =
  'CREATE TABLE users (id serial PRIMARY KEY); CREATE TABLE orders (id serial PRIMARY KEY, buyer int REFERENCES users);';
const rows = `${migration} INSERT INTO users DEFAULT VALUES; INSERT INTO orders VALUES (41, 1); CREATE VIEW made_by_hand AS SELECT 1 AS one`;
const kept =
  "SELECT to_regclass('made_by_hand') AS by_hand, (SELECT array_agg(id) FROM orders) AS orders, nextval('orders_id_seq')";

describe.skipIf(dumpable === undefined)('its commands, run one after the other', () => {
  /** A shop with rows, the page of its rebuild, and a shell for its parts. */
  async function rebuilding(environment: string, atTheEnd: TestContext['onTestFinished']) {
    const shop = await database(rows, { version: dumpable ?? 0, forFile: true });
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as configurations name variables
    const target = { url: '${PROD_URL}', environment, restore: { method: 'pg-dump' } };
    const folder = folderWith({
      'lockstep.config.json': { targets: { production: target } },
      'migration.sql': migration,
      'after.sql': 'ALTER TABLE orders ADD CHECK (id > 0)',
    });
    const text = page({ target: { url: shop.url, environment }, settings: { deploy: { after: ['after.sql'] } } });
    // What would apply the migrations does, one guard is enough, and what is swapped needs no restore point.
    const isSwapped = environment === 'production';
    const stubs = `npx() { psql "$DATABASE_URL" -q -f migration.sql; }
    lockstep() { case "$1" in fix|verify) set -- "$@" --guard sequences;; backup) ${isSwapped} && return;; esac; "$NODE" "$CLI" "$@"; }`;
    const env = { PATH: process.env.PATH, PROD_URL: shop.url, NODE: process.execPath, CLI: inject('cli') };
    const run = async (...parts: string[]) => {
      const script = ['set -e', stubs, ...parts.flatMap(commandsIn), 'true'].join('\n');
      return (await promisify(execFile)('bash', ['-c', script], { cwd: folder, env })).stdout;
    };
    const part = (title: string) => text.split(/^(?=\d+\. )/m).find((each) => each.includes(`. ${title}`)) ?? '';
    const until = (title: string) => text.slice(0, text.indexOf(part(title)));
    const beside = await database('', { version: dumpable ?? 0, forFile: true });
    atTheEnd(async () => {
      const found = await beside.query<{ datname: string }>(
        `SELECT datname FROM pg_database WHERE datname LIKE '${shop.name}\\_%'`,
      );
      for (const { datname } of found) await beside.query(`DROP DATABASE ${datname} WITH (FORCE)`);
    });
    return { shop, run, part, until, ask: (sql: string) => query(shop.url, sql) };
  }

  it.concurrent('rebuild production beside it with its rows, and go back, or give up', async ({ onTestFinished }) => {
    const { run, part, until, ask } = await rebuilding('production', onTestFinished);
    await run(until('Create the new database'));
    await expect(ask('INSERT INTO users DEFAULT VALUES')).rejects.toThrow('read-only');
    await run(part('Name the databases'), part('Give up'));
    await ask('INSERT INTO users DEFAULT VALUES');
    await run(until('Go back'));
    expect(await ask(kept)).toMatchObject([{ by_hand: null, orders: [41] }]);
    expect(Number((await ask(kept))[0]?.nextval)).toBeGreaterThan(41);
    await run(part('Name the databases'), part('Go back'));
    expect(await ask(kept)).toMatchObject([{ by_hand: 'made_by_hand', orders: [41] }]);
    await ask('INSERT INTO users DEFAULT VALUES');
  });

  it.concurrent('make another database again with its rows, and lead back to the restore point, which takes changes', async ({
    onTestFinished,
  }) => {
    const { run, part, until, ask } = await rebuilding('staging', onTestFinished);
    await run(until('Go back'));
    expect(await ask(kept)).toMatchObject([{ by_hand: null, orders: [41] }]);
    const told = await run(part('Name the databases'), part('Go back').replace(/^ {4}psql.*$/m, ''));
    await run(part('Name the databases'), told);
    expect(await ask(kept)).toMatchObject([{ by_hand: 'made_by_hand', orders: [41] }]);
    await ask('INSERT INTO users DEFAULT VALUES');
  });

  it('show no password to other users of the machine', () => {
    const url = 'postgres://app:hunter2@db.shop.com/shop';
    const script = commandsIn(page({ target: { url } })).slice(0, 5);
    const env = { PATH: process.env.PATH, PROD_URL: 'postgres://app:hunt%25%40r@db.shop.com/shop?sslmode=require' };
    const shown = [...script, 'echo "$OLD $NEW $ADMIN $PGPASSWORD $(full "$NEW")"'].join('\n');
    expect(spawnSync('bash', ['-c', shown], { env, encoding: 'utf8' }).stdout).toBe(
      `${['shop', 'shop_rebuilt', 'postgres'].map((name) => `postgres://app@db.shop.com/${name}?sslmode=require`).join(' ')} hunt%@r postgres://app:hunt%25%40r@db.shop.com/shop_rebuilt?sslmode=require\n`,
    );
  });
});

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(sql)).rows as Record<string, unknown>[];
  } finally {
    await client.end();
  }
}
