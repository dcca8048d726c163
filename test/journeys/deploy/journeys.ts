import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type EmbeddedPostgres, startPostgres } from '../../../shared/embedded/postgres.ts';
import { clientsVersion, type Example, type Project, projectOf, query } from './example.ts';

/** What a story may take where many tests run beside it; alone it is a matter of a few seconds. */
const patience = 240_000;
const version = clientsVersion();

/** The same stories for every tool: a good deploy, and all that can come between its beginning and its end. */
export function deployJourneys(example: Example): void {
  const obstacle = example.obstacle ?? (version === null ? 'pg_dump, pg_restore and psql are not here' : null);
  const title = obstacle === null ? 'the example, deployed' : `the example, deployed (skipped: ${obstacle})`;
  describe.skipIf(obstacle !== null)(title, () => stories(example));
}

function stories(example: Example): void {
  let postgres: EmbeddedPostgres;
  let copies = 0;
  beforeAll(async () => {
    postgres = await startPostgres({ version: version as 15 });
    await query(postgres.url, 'CREATE DATABASE shop');
  }, patience);
  afterAll(() => postgres?.stop());

  const at = (name: string) => postgres.url.replace(/\/postgres$/, `/${name}`);
  /** The example with a database that holds what the first deploy left, and a few rows. */
  async function project(): Promise<Project> {
    copies += 1;
    const name = `shop_${copies}`;
    await query(postgres.url, `CREATE DATABASE ${name} TEMPLATE shop`);
    return projectOf(example, at(name));
  }

  describe('at first', () => {
    it(
      'a plan shows all of it and does nothing; the deploy does it, and proves that it works',
      async () => {
        const shop = projectOf(example, at('shop'));
        const plan = await shop.deploy({ flags: ['--plan'] });
        expect(plan).toMatchObject({ code: 0, story: { outcome: 'planned' } });
        expect(await shop.query("SELECT 1 FROM pg_tables WHERE schemaname = 'public'")).toEqual([]);

        const { code, story, report, stderr } = await shop.deploy();
        expect({ code, outcome: story.outcome, verdict: report?.verdict }, stderr).toEqual({
          code: 0,
          outcome: 'succeeded',
          verdict: 'pass',
        });
        expect(story.steps.map(({ step, status }) => `${step} ${status}`)).toEqual([
          'target done',
          'repository skipped',
          'command done',
          'check done',
          'restore-point done',
          'apply done',
          'files done',
          'fix skipped',
          'verify done',
        ]);
        expect(story.migrations).toHaveLength(3);
        expect(
          await shop.query(
            "SELECT conname FROM pg_constraint WHERE conname LIKE '%\\_check' AND connamespace = 'public'::regnamespace",
          ),
        ).toHaveLength(2);
        expect(await shop.verified()).toBe(0);
        await shop.query(
          `INSERT INTO customers (email, name) VALUES ('a@b.c', 'Ada'); INSERT INTO products (name, cents) VALUES ('tea', 400)`,
        );
      },
      patience,
    );
  });

  describe.concurrent('later', () => {
    it(
      'a check that blocks keeps the command from running; what it says to do leads on',
      async () => {
        const shop = await project();
        await shop.query("INSERT INTO products (id, name, cents) SELECT n, 'old', 1 FROM generate_series(50, 90) n");
        shop.write('0004_tags', 'ALTER TABLE products ADD COLUMN tags text');
        const { code, story, report } = await shop.deploy({ flags: ['--no-restore-point'] });
        expect({ code, outcome: story.outcome }).toEqual({ code: 1, outcome: 'blocked' });
        expect(report?.findings.map((finding) => finding.code)).toContain('sequences/behind');
        expect(await shop.query("SELECT 1 FROM information_schema.columns WHERE column_name = 'tags'")).toEqual([]);
        await shop.paste(...(report?.next ?? []));
        expect((await shop.deploy({ flags: ['--no-restore-point'] })).story.outcome).toBe('succeeded');
        expect(await shop.verified()).toBe(0);
      },
      patience,
    );

    it(
      'one that fails half-way says what is applied and what is not, and how to go on',
      async () => {
        const shop = await project();
        shop.write('0004_tags', 'ALTER TABLE products ADD COLUMN tags text');
        shop.write(
          '0005_gift',
          'ALTER TABLE orders ADD COLUMN gift boolean',
          "INSERT INTO products (name, cents) VALUES ('gift', -1)",
        );
        const { code, story, stderr } = await shop.deploy();
        expect({ code, outcome: story.outcome }, stderr).toEqual({ code: 1, outcome: 'failed' });
        expect(story.migrations.map(({ id }) => id)).toEqual([example.idOf('0004_tags')]);
        expect(story.state.join('\n')).toMatch(new RegExp(`(not applied|failed).*${example.idOf('0005_gift')}`));
        expect(story.output.join('\n')).toContain('products_cents_check');
        shop.write('0005_gift', 'ALTER TABLE orders ADD COLUMN gift boolean');
        await shop.paste(...story.forward);
        expect(await shop.query("SELECT 1 FROM information_schema.columns WHERE column_name = 'gift'")).toHaveLength(1);
        expect(await shop.verified()).toBe(0);
      },
      patience,
    );

    it(
      'Ctrl-C ends the command and its statement on the server, and the way back leads to what was before',
      async () => {
        const shop = await project();
        shop.write('0004_tags', 'ALTER TABLE products ADD COLUMN tags text');
        shop.write('0005_slow', 'ALTER TABLE orders ADD COLUMN slow text', 'SELECT pg_sleep(300)');
        const { story, stderr } = await shop.deploy({
          meanwhile: (child) => void sleeping(shop).then(() => child.kill('SIGINT')),
        });
        expect(story.outcome, stderr).toBe('interrupted');
        expect(story.migrations.map(({ id }) => id)).toEqual([example.idOf('0004_tags')]);
        expect(
          await shop.query(
            "SELECT 1 FROM pg_stat_activity WHERE query LIKE '%pg_sleep(300)%' AND state = 'active' AND pid <> pg_backend_pid()",
          ),
        ).toEqual([]);
        expect(await columns(shop)).toEqual(['tags']);
        for (const migration of ['0004_tags', '0005_slow']) shop.remove(migration);
        await shop.paste(...story.back);
        expect(await columns(shop)).toEqual([]);
        expect(await shop.query('SELECT name FROM customers')).toEqual([{ name: 'Ada' }]);
        expect(await shop.verified()).toBe(0);
      },
      patience,
    );

    it(
      'SIGKILL leaves no command behind, and what was said before leads back',
      async () => {
        const shop = await project();
        shop.write('0004_slow', 'ALTER TABLE orders ADD COLUMN slow text', 'SELECT pg_sleep(2)');
        const { report, stderr } = await shop.deploy({
          meanwhile: (child) => void sleeping(shop).then(() => child.kill('SIGKILL')),
        });
        expect(report).toBeNull();
        const left =
          "SELECT 1 FROM pg_stat_activity WHERE application_name ~ '^lockstep deploy [0-9A-Z]{26}$' AND datname = current_database()";
        await vi.waitFor(async () => expect(await shop.query(left)).toEqual([]), { timeout: 20_000, interval: 200 });
        shop.remove('0004_slow');
        const back = /^to go back: (.*)$/m.exec(stderr)?.[1];
        expect(back).toBeDefined();
        await shop.paste(String(back));
        expect(await columns(shop)).toEqual([]);
        expect(await shop.verified()).toBe(0);
      },
      patience,
    );

    it(
      'who holds the lock that it waits for is named while it waits',
      async () => {
        const shop = await project();
        shop.write('0004_tags', 'ALTER TABLE products ADD COLUMN tags text');
        const holder = await shop.connect();
        await holder.query("SET application_name = 'nightly report'; BEGIN; SELECT FROM products");
        const [{ pid } = {}] = (await holder.query('SELECT pg_backend_pid() AS pid')).rows;
        const { code, story, stderr } = await shop.deploy({
          flags: ['--no-restore-point'],
          meanwhile: (_, heard) =>
            void vi
              .waitFor(() => expect(heard()).toContain(`held up by pid ${pid} (nightly report`), { timeout: 60_000 })
              .finally(() => holder.end()),
        });
        expect({ code, outcome: story.outcome }, stderr).toEqual({ code: 0, outcome: 'succeeded' });
        expect(story.waits).toMatchObject([
          { lock: 'AccessExclusiveLock', object: 'public.products', blockers: [{ pid }] },
        ]);
        expect(stderr).toMatch(/AccessExclusiveLock on public\.products came free/);
      },
      patience,
    );

    it(
      'without a restore point it does not begin',
      async () => {
        const shop = await project();
        shop.write('0004_tags', 'ALTER TABLE products ADD COLUMN tags text');
        shop.configure({ restore: { method: 'pg-dump', binaries: '/nowhere' } });
        const { code, story, report } = await shop.deploy();
        expect({ code, outcome: story.outcome }).toEqual({ code: 1, outcome: 'refused' });
        expect(report?.findings.map((finding) => finding.code)).toContain('deploy/no-restore-point');
        expect(await columns(shop)).toEqual([]);
      },
      patience,
    );
  });
}

/** Columns that migrations of these stories add. */
async function columns(shop: Project): Promise<unknown[]> {
  const names = await shop.query(
    "SELECT column_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name IN ('tags', 'slow', 'gift')",
  );
  return names.map(({ column_name: name }) => name);
}

/** The command has come to the statement that sleeps. */
async function sleeping(shop: Project): Promise<void> {
  const asleep = "SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()";
  await vi.waitFor(async () => expect(await shop.query(asleep)).toHaveLength(1), { timeout: 60_000, interval: 100 });
}
