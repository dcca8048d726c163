import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Report, reportSchema } from '../../shared/model/report.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const healthy = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES';
const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';
const warning = `CREATE TABLE orders (id serial PRIMARY KEY); SELECT setval('orders_id_seq', 1900000000)`;

const reportIn = (stdout: string): Report => reportSchema.parse(JSON.parse(stdout));

/** A folder whose configuration has this database as its production. */
const production = (more: object = {}) =>
  folderWith({
    'lockstep.config.json': { targets: { production: { url: `\${SHOP_URL}`, environment: 'production', ...more } } },
  });

describe('the exit code is the verdict', () => {
  test.each([
    ['healthy', healthy, [], 0],
    ['a sequence behind its rows', behind, [], 1],
    ['a sequence that is nearly used up', warning, [], 0],
    ['the same with --strict', warning, ['--strict'], 1],
  ])('%s', async (_, sql, flags, expected) => {
    const shop = await database(sql);
    const { code, stderr, stdout } = await lockstepCommand(['check', ...flags], { env: { DATABASE_URL: shop.url } });
    expect(stdout).not.toBe('');
    expect({ code, stderr }).toEqual({ code: expected, stderr: '' });
  });

  test('3 where it could not tell, and the report says why', async () => {
    const folder = folderWith({ 'lockstep.config.json': { limits: { connectSeconds: 0.3 } } });
    const flags = ['check', '-f', 'json', '--url', 'postgres://app:hunter2@127.0.0.1:1/shop'];
    const { code, stdout } = await lockstepCommand(flags, { folder });
    expect(reportIn(stdout)).toMatchObject({ verdict: 'unknown', findings: [{ code: 'target/refused' }] });
    expect(stdout).not.toContain('hunter2');
    expect(code).toBe(3);
  });

  test('1 where another database answers than the one that is pinned', async () => {
    const shop = await database(healthy);
    const folder = production({ fingerprint: '1:2' });
    const { code, stdout } = await lockstepCommand(['fix', '-f', 'json'], { folder, env: { SHOP_URL: shop.url } });
    expect(reportIn(stdout).findings[0]?.code).toBe('target/wrong-database');
    expect(code).toBe(1);
  });
});

describe('what is asked reaches the run', () => {
  test('check, fix and verify work one after the other', async () => {
    const shop = await database(behind);
    const env = { DATABASE_URL: shop.url };
    expect((await lockstepCommand(['check'], { env })).code).toBe(1);
    expect((await lockstepCommand(['fix'], { env })).code).toBe(0);
    expect((await lockstepCommand(['verify'], { env })).code).toBe(0);
    expect(await shop.query('INSERT INTO orders DEFAULT VALUES RETURNING id')).toEqual([{ id: 42 }]);
  });

  test('fix --dry-run changes nothing and says what it would', async () => {
    const shop = await database(behind);
    const { stdout } = await lockstepCommand(['fix', '--dry-run', '-f', 'json'], { env: { DATABASE_URL: shop.url } });
    expect(reportIn(stdout)).toMatchObject({ dryRun: true, changes: [{ to: '41', applied: false }] });
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('fix --only and --margin', async () => {
    const shop = await database(`${behind}; CREATE TABLE items (id serial PRIMARY KEY); INSERT INTO items VALUES (9)`);
    const flags = ['fix', '--only', 'public.orders_id_seq', '--margin', '100', '-f', 'json'];
    const { changes } = reportIn((await lockstepCommand(flags, { env: { DATABASE_URL: shop.url } })).stdout);
    expect(changes).toMatchObject([{ subject: { name: 'orders_id_seq' }, to: '141' }]);
  });

  test('fix --all reads what costs too much by itself, and so validates it', async () => {
    const shop = await database(`CREATE TABLE a (id int PRIMARY KEY); CREATE TABLE b (id int PRIMARY KEY, a int);
      CREATE INDEX ON b (a); ALTER TABLE b ADD CONSTRAINT to_a FOREIGN KEY (a) REFERENCES a NOT VALID`);
    const folder = folderWith({ 'lockstep.config.json': { data: { mostCost: 1 } } });
    const fix = (...flags: string[]) =>
      lockstepCommand(['fix', '--guard', 'data', '-f', 'json', ...flags], { folder, env: { DATABASE_URL: shop.url } });
    const plain = reportIn((await fix()).stdout);
    expect(plain.changes).toEqual([]);
    expect(plain.findings.map(({ remedy }) => remedy.summary)).toContainEqual(expect.stringContaining('--all'));
    const planned = reportIn((await fix('--all', '--dry-run')).stdout);
    expect(planned.next).toEqual(['lockstep fix --url "$DATABASE_URL" --guard data --all']);
    expect(reportIn((await fix('--all')).stdout).changes).toMatchObject([{ subject: { name: 'to_a' }, applied: true }]);
  });

  test('fix --sql prints a script that repairs, and repairs nothing itself', async () => {
    const shop = await database(behind);
    const { code, stdout } = await lockstepCommand(['fix', '--sql'], { env: { DATABASE_URL: shop.url } });
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
    await shop.query(stdout);
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '40' }]);
    expect(code).toBe(0);
  });

  test('fix of production runs at once where there is nobody to ask', async () => {
    const shop = await database(behind);
    const { code, stdout } = await lockstepCommand(['fix', '-f', 'json'], {
      folder: production(),
      env: { SHOP_URL: shop.url },
    });
    expect(reportIn(stdout)).toMatchObject({ target: { environment: 'production' }, changes: [{ applied: true }] });
    expect(code).toBe(0);
  });

  test('verify --peek uses up no value', async () => {
    const shop = await database(healthy);
    await lockstepCommand(['verify', '--peek'], { env: { DATABASE_URL: shop.url } });
    expect(await shop.query('SELECT last_value FROM orders_id_seq')).toEqual([{ last_value: '1' }]);
  });

  test('--timeout ends a run that would take longer', async () => {
    const shop = await database(healthy);
    const holder = await shop.connect();
    await holder.query('BEGIN; LOCK TABLE orders');
    const folder = folderWith({ 'lockstep.config.json': { limits: { lockSeconds: 20 } } });
    const flags = ['check', '--timeout', '1', '-f', 'json'];
    const { code, stdout } = await lockstepCommand(flags, { folder, env: { DATABASE_URL: shop.url } });
    expect(reportIn(stdout).findings.map((finding) => finding.code)).toContain('target/out-of-time');
    expect(code).toBe(3);
  });
});

describe('where a report goes', () => {
  test('with --format json stdout holds the report and nothing else', async () => {
    const shop = await database(behind);
    const { stdout, stderr } = await lockstepCommand(['check', '-f', 'json'], { env: { DATABASE_URL: shop.url } });
    expect(reportIn(stdout)).toMatchObject({ operation: 'check', verdict: 'block', ok: false });
    expect(stderr).toBe('');
  });

  test('every --output is written in the format of its name, and stdout as ever', async () => {
    const shop = await database(behind);
    const folder = folderWith();
    const files = ['today/report.json', 'report.md', 'report.txt'];
    const env = { DATABASE_URL: shop.url, FORCE_COLOR: '1' };
    const { stdout } = await lockstepCommand(['check', ...files.flatMap((file) => ['-o', file])], { folder, env });
    const [json = '', markdown, text] = files.map((file) => readFileSync(join(folder, file), 'utf8'));
    expect(reportIn(json).verdict).toBe('block');
    expect(markdown).toContain('orders_id_seq');
    expect(text).toContain('BLOCK');
    expect(text).not.toContain('\u001b');
    expect(stdout).toContain('\u001b[');
  });

  test.each([
    [{}, [], false],
    [{ FORCE_COLOR: '1' }, [], true],
    [{ FORCE_COLOR: '1', NO_COLOR: '1' }, [], false],
    [{ FORCE_COLOR: '1' }, ['--no-color'], false],
  ])('colours with %j and %j: %s', async (env, flags, coloured) => {
    const shop = await database(healthy);
    const { stdout } = await lockstepCommand(['check', ...flags], { env: { DATABASE_URL: shop.url, ...env } });
    expect(stdout.includes('\u001b[')).toBe(coloured);
  });

  test('--format github annotates, and adds to the page of the job', async () => {
    const shop = await database(behind);
    const folder = folderWith({ 'summary.md': '# earlier\n' });
    const env = { DATABASE_URL: shop.url, GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const { code, stdout } = await lockstepCommand(['check', '--format', 'github'], { env });
    expect(stdout).toMatch(/^::error /);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8')).toMatch(/^# earlier\n[\s\S]*orders_id_seq/);
    expect(code).toBe(1);
  });

  test('a page that cannot be written hides nothing', async () => {
    const shop = await database(behind);
    const env = { DATABASE_URL: shop.url, GITHUB_STEP_SUMMARY: '/dev/null/summary' };
    const { code, stdout, stderr } = await lockstepCommand(['check', '--format', 'github'], { env });
    expect(stdout).toMatch(/^::error /);
    expect(stderr).toContain('GITHUB_STEP_SUMMARY');
    expect(code).toBe(1);
  });

  test('a file that cannot be written is said, and only the exit code 0 gives way to 2', async () => {
    for (const [sql, expected] of [
      [healthy, 2],
      [behind, 1],
    ] as const) {
      const shop = await database(sql);
      const { code, stdout, stderr } = await lockstepCommand(['check', '-o', '/dev'], {
        env: { DATABASE_URL: shop.url },
      });
      expect(stdout).toContain('check of default');
      expect(stderr).toBe('cannot write to /dev (EISDIR)\n');
      expect(code).toBe(expected);
    }
  });

  test('--all lists what is healthy, too', async () => {
    const shop = await database(healthy);
    const env = { DATABASE_URL: shop.url };
    expect((await lockstepCommand(['check', '--all'], { env })).stdout).toContain('orders_id_seq');
    expect((await lockstepCommand(['check'], { env })).stdout).not.toContain('orders_id_seq');
  });
});
