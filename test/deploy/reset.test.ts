import { execFile, spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import fc from 'fast-check';
import { Client } from 'pg';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { type ResetFacts, resetProcedure } from '../../shared/deploy/reset.ts';
import { resetText } from '../../shared/deploy/reset-text.ts';
import { startPostgres } from '../../shared/embedded/postgres.ts';
import type { Project } from '../../shared/model/manifest.ts';
import { type SettingsInput, settingsSchema } from '../../shared/model/settings.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';

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
      'default_transaction_read_only = on',
      'lockstep backup --target production',
      'pg_dump "$OLD" --data-only',
      'CREATE DATABASE "shop_rebuilt"',
      'DATABASE_URL="$NEW" npx prisma migrate deploy',
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
    expect(page({ seed: 'npx prisma db seed' })).toContain('DATABASE_URL="$NEW" npx prisma db seed');
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

const hasClients = ['psql', 'pg_dump', 'pg_restore'].every((program) => spawnSync(program, ['--version']).status === 0);

it.runIf(hasClients)(
  'its commands, run one after the other, rebuild the database with its rows, and go back',
  async () => {
    const major = Number(/\d+/.exec(spawnSync('pg_dump', ['--version'], { encoding: 'utf8' }).stdout)?.[0]);
    const postgres = await startPostgres({ version: major as 15 });
    onTestFinished(() => postgres.stop());
    const at = (name: string) => postgres.url.replace(/\/postgres$/, `/${name}`);
    const migration =
      'CREATE TABLE users (id serial PRIMARY KEY); CREATE TABLE orders (id serial PRIMARY KEY, buyer int REFERENCES users);';
    await query(at('postgres'), 'CREATE DATABASE shop');
    await query(
      at('shop'),
      `${migration} INSERT INTO users DEFAULT VALUES; INSERT INTO orders VALUES (41, 1); CREATE VIEW made_by_hand AS SELECT 1 AS one`,
    );
    const folder = folderWith({ 'migration.sql': migration, 'after.sql': 'ALTER TABLE orders ADD CHECK (id > 0)' });
    const text = page({ target: { url: at('shop') }, settings: { deploy: { after: ['after.sql'] } } });
    // The commands of others are not at stake here: what would apply the migrations does, and Lockstep looks at sequences.
    const stubs = `npx() { psql "$DATABASE_URL" -q -f migration.sql; }
    lockstep() { case "$*" in *--url*) "$NODE" "$CLI" "$@" --guard sequences ;; *) echo "$@" >> asked ;; esac }`;
    const script = (part: string) => ['set -e', stubs, ...commandsIn(part), 'true'].join('\n');
    const run = (part: string) =>
      promisify(execFile)('bash', ['-c', script(part)], {
        cwd: folder,
        env: { PATH: process.env.PATH, PROD_URL: at('shop'), NODE: process.execPath, CLI: inject('cli') },
      });
    const [whole = '', back = ''] = text.split(/^\d+\. Go back.*$/m);
    await run(whole);
    const kept =
      "SELECT to_regclass('made_by_hand') AS by_hand, (SELECT array_agg(id) FROM orders) AS orders, nextval('orders_id_seq')";
    expect(await query(at('shop'), kept)).toMatchObject([{ by_hand: null, orders: [41] }]);
    expect(Number((await query(at('shop'), kept))[0]?.nextval)).toBeGreaterThan(41);
    expect(readFileSync(join(folder, 'asked'), 'utf8')).toBe(
      'backup --target production\nverify --target production\n',
    );
    await run(`${text.split('\n2. ')[0]}${back.split(/^\d+\. When nobody/m)[0]}`);
    expect(await query(at('shop'), kept)).toMatchObject([{ by_hand: 'made_by_hand', orders: [41] }]);
    await query(at('shop'), 'INSERT INTO users DEFAULT VALUES');
  },
  60_000,
);

async function query(url: string, sql: string) {
  const client = new Client({ connectionString: url });
  await client.connect();
  const answer = await client.query(sql);
  await client.end();
  return answer.rows as Record<string, unknown>[];
}
