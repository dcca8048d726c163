import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Comparing, compareSides, scriptFor } from '../../functions/compare.ts';
import { sideFrom } from '../../functions/sides.ts';
import type { Report } from '../../shared/model/report.ts';
import type { SettingsInput } from '../../shared/model/settings.ts';
import type { Snapshot } from '../../shared/model/snapshot.ts';
import { tty } from '../../shared/report/formats/tty.ts';
import { settingsFrom } from '../../shared/request/settings.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database, type TestDatabase, versions } from '../support/database.ts';
import { houseFor, requestFor } from '../support/lockstep.ts';

const shop = `
  CREATE TABLE users (id bigint PRIMARY KEY, note text);
  CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint REFERENCES users);
  CREATE INDEX orders_user ON orders (user_id)`;
const behind =
  'CREATE TABLE users (id bigint PRIMARY KEY); CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint)';

let staging: TestDatabase;
let production: TestDatabase;
beforeAll(async () => {
  [staging, production] = await Promise.all([database(shop), database(behind)]);
});

/** Two files of one column each. */
const kept = (type: string, more: Snapshot['objects'] = []): Snapshot => ({
  snapshot: 2,
  server: 17,
  scope: { schemas: [], tables: [], kinds: [] },
  unseen: [],
  objects: [
    { kind: 'table', path: ['public', 'users'], is: {} },
    { kind: 'column', path: ['public', 'users', 'id'], is: { type, 'not null': 'yes' }, position: 1 },
    ...more,
  ],
});

interface Wish {
  settings?: SettingsInput;
  folder?: string;
}

async function comparing(from: string, to: string, { settings = {} }: Wish = {}): Promise<Comparing> {
  const surroundings = { settings: settingsFrom(settings), environment: {} };
  const { target: _, reference: __, ...request } = requestFor('check', '', { settings, guards: ['schema'] });
  return { from: await sideFrom(from, surroundings), to: await sideFrom(to, surroundings), request };
}

const compared = async (from: string, to: string, wish?: Wish): Promise<Report> =>
  compareSides(await comparing(from, to, wish), houseFor());

const differencesIn = ({ differences = [] }: Report) =>
  differences.map(({ change, kind, object }) => `${change} ${kind} ${object}`);

describe('lockstep compare', () => {
  test('exits 1 where something is missing, writes the script, and 0 once that has run', async () => {
    const folder = folderWith({
      'lockstep.config.json': { targets: { staging: { url: staging.url }, production: { url: `\${PRODUCTION}` } } },
    });
    const target = await database(behind);
    const run = (...flags: string[]) =>
      lockstepCommand(['compare', '--from', 'staging', '--to', 'production', ...flags], {
        folder,
        env: { PRODUCTION: target.url },
      });
    const [before, script] = await Promise.all([run(), run('--sql')]);
    expect(before).toMatchObject({ code: 1, stderr: '' });
    expect(before.stdout).toContain('production beside staging (3 differences)');
    expect(before.stdout.trimEnd().split('\n').at(-1)).toBe('SCHEMA MISMATCH: 3 differences from staging');
    expect(script).toMatchObject({ code: 1, stderr: '' });
    for (const statement of statementsIn(script.stdout)) await target.query(statement);
    const after = await run('--format', 'json');
    expect(JSON.parse(after.stdout)).toMatchObject({
      verdict: 'pass',
      differences: [],
      compared: [{ with: 'staging' }],
    });
    expect(after.code).toBe(0);
  });

  test('exits 3 where a side does not answer, and says which, without its password', async () => {
    const folder = folderWith({
      'lockstep.config.json': {
        targets: {
          staging: { url: 'postgres://app:hunter2@127.0.0.1:1/shop' },
          production: { url: production.url, compareWith: 'staging' },
        },
        limits: { connectSeconds: 0.2 },
      },
    });
    const run = (...flags: string[]) => lockstepCommand(['compare', '--to', 'production', ...flags], { folder });
    const [{ code, stdout }, script] = await Promise.all([run(), run('--sql')]);
    expect(stdout).toContain('the schema was not compared with staging: connection refused by 127.0.0.1');
    expect(stdout).not.toContain('hunter2');
    expect(code).toBe(3);
    expect(script.stdout).toContain('-- NOT COMPARED: the schema was not compared with staging: connection refused');
    expect(script.stdout).not.toMatch(/hunter2|Nothing differs/);
    expect(script.code).toBe(3);
  });
});

describe('a command line that compares nothing', () => {
  const folder = () =>
    folderWith({
      'lockstep.config.json': { targets: { staging: { url: staging.url }, production: { url: production.url } } },
    });
  test.each([
    [['--from', 'staging', '--to', 'staging'], 'staging is to be compared with itself', 'name another target'],
    [[], '2 targets are configured and none is named', 'name what is judged with --to, and with --from what'],
    [['staging', 'production'], 'lockstep compare does not take "staging"', 'is named with --from and --to;'],
    [['postgres://a/b'], 'a URL stands alone', 'give it with --from or --to'],
  ])('lockstep compare %j', async (given, message, next) => {
    const { code, stdout, stderr } = await lockstepCommand(['compare', ...given], { folder: folder() });
    expect(stderr.split('\n')[0]).toBe(`✖ ${message}`);
    expect(stderr.split('\n')[1]).toContain(next);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  });

  test('is one with --sql and a format, too', async () => {
    const words = ['compare', '--from', 'staging', '--to', 'production', '--sql', '--format'];
    const { code, stdout, stderr } = await lockstepCommand([...words, 'json'], { folder: folder() });
    expect(stderr).toMatch(/^✖ --sql and --format exclude each other\n/);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: 'unknown', findings: [{ code: 'usage/arguments' }] });
    expect(code).toBe(2);
    expect(await lockstepCommand([...words, 'tty'], { folder: folder() })).toMatchObject({ code: 1, stderr: '' });
  });
});

describe('README.md', () => {
  test.runIf(versions.includes(18))('shows what compare prints', async () => {
    const [theirs, ours] = await Promise.all([
      database(
        `
        CREATE TABLE users (id bigint PRIMARY KEY, email text NOT NULL);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, paid boolean, note text);
        CREATE INDEX orders_user_id ON orders (user_id);
        CREATE VIEW open_orders WITH (security_invoker = true) AS SELECT id, user_id FROM orders WHERE NOT paid`,
        { version: 18 },
      ),
      database(
        `
        CREATE TABLE users (id bigint PRIMARY KEY, email text);
        CREATE TABLE orders (id bigint PRIMARY KEY, user_id bigint, paid boolean);
        CREATE VIEW open_orders AS SELECT id, user_id FROM orders WHERE NOT paid;
        CREATE TABLE orders_backup (id bigint)`,
        { version: 18 },
      ),
    ]);
    const settings = { targets: { staging: { url: theirs.url }, production: { url: ours.url } } };
    const report = await compared('staging', 'production', { settings });
    const text = tty.render(report, { color: false, all: false, width: 100 });
    const shown = text.slice(text.indexOf('production beside staging'));
    expect(readFileSync('README.md', 'utf8')).toContain(`\n${shown}\n\`\`\``);
  });

  test('and package.json have commands for migrations and schema after a deploy', async () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(scripts['db:compare']).toBe('node functions/cli.ts compare');
    const words = scripts['db:sync:verify'].split(' ').slice(2);
    // Here, where people run it: nothing of this checkout is a migration.
    const surroundings = { folder: process.cwd(), env: { DATABASE_URL: staging.url } };
    const { code, stdout } = await lockstepCommand([...words, '-f', 'json'], surroundings);
    expect(JSON.parse(stdout)).toMatchObject({
      operation: 'verify',
      verdict: 'pass',
      summary: 'no migrations to examine; nothing to compare the schema with',
      guards: [{ guard: 'migrations' }, { guard: 'schema' }],
      findings: [],
    });
    expect(code).toBe(0);
  });
});

/** Each by itself, as psql sends them. */
function statementsIn(script: string): string[] {
  return script
    .replace(/^--.*$/gm, '')
    .split(/;\n/)
    .filter((text) => text.trim() !== '');
}

describe('a side', () => {
  test('is a target, a URL or a file', async () => {
    const report = await compared(staging.url, 'production', {
      settings: { targets: { production: { url: production.url } } },
    });
    expect(report.target.name).toBe('production');
    expect(differencesIn(report).sort()).toEqual([
      'removed column public.users.note',
      'removed constraint public.orders.orders_user_id_fkey',
      'removed index public.orders.orders_user',
    ]);
    expect(report.differences?.[0]?.with).toBe(`127.0.0.1/${staging.name}`);
    expect(JSON.stringify(report)).not.toContain(new URL(staging.url).password);
    const settings = { targets: { production: { url: production.url } } };
    const other = await compared('production', staging.url, { settings });
    expect(other.target.name).toBe(`127.0.0.1/${staging.name}`);
    expect(JSON.stringify(other)).not.toContain(new URL(staging.url).password);
  });

  test('of two files no database is asked', async () => {
    const folder = folderWith({ 'old.json': kept('bigint'), 'new.json': kept('integer') });
    const report = await compared(`${folder}/old.json`, `${folder}/new.json`);
    expect(report).toMatchObject({
      verdict: 'block',
      roundTrips: 0,
      target: { name: `${folder}/new.json`, server: null },
      compared: [{ with: `${folder}/old.json`, source: 'file', objects: 1 }],
    });
    expect(differencesIn(report)).toEqual(['changed column public.users.id']);
  });

  test('may be a target beside which a file is judged', async () => {
    const folder = folderWith({ 'new.json': kept('integer') });
    const report = await compared(production.url, `${folder}/new.json`);
    expect(differencesIn(report)).toContain('removed table public.orders');
    const nowhere = await compared('postgres://app:hunter2@127.0.0.1:1/shop', `${folder}/new.json`, {
      settings: { limits: { connectSeconds: 0.2 } },
    });
    expect(nowhere.summary).toContain('could not tell: schema (1 not compared)');
    expect(JSON.stringify(nowhere)).not.toContain('hunter2');
  });

  test('of the manifest is the schema that its migrations make', async () => {
    const manifest = { manifest: 1, lockstep: '0', git: null, projects: [], snapshot: kept('bigint') };
    const folder = folderWith({ 'manifest.json': manifest, 'new.json': kept('bigint') });
    expect(await compared(`${folder}/manifest.json`, `${folder}/new.json`)).toMatchObject({ verdict: 'pass' });
  });

  test.each([
    ['absent.json', 'there is no target and no file absent.json'],
    ['stagin', '"stagin" is not a configured target; did you mean staging?'],
    ['/', '/ cannot be read (EISDIR)'],
    ['app:hunter2@/shop', /^there is no target and no file (?!.*hunter2)/],
  ])('%s is none', async (word, message) => {
    const surroundings = {
      settings: settingsFrom({ targets: { staging: { url: 'postgres://s/shop' } } }),
      environment: {},
    };
    await expect(sideFrom(word, surroundings)).rejects.toThrow(message);
  });
});

test('only the schemas, tables and kinds that are asked for count, in files as well', async () => {
  const index = {
    kind: 'index' as const,
    path: ['public', 'users', 'a'],
    is: { definition: 'CREATE INDEX a ON public.users USING btree (id)' },
  };
  const folder = folderWith({ 'old.json': kept('bigint', [index]), 'new.json': kept('integer') });
  const only = async (schema: SettingsInput['schema']) =>
    differencesIn(await compared(`${folder}/old.json`, `${folder}/new.json`, { settings: { schema } }));
  expect(await only({ kinds: ['index'] })).toEqual(['removed index public.users.a']);
  expect(await only({ tables: ['public.users'], kinds: ['column'] })).toEqual(['changed column public.users.id']);
});

describe('what is limited to nothing is not equal, but not compared', () => {
  const limited = (schemas: string[]): Snapshot => {
    const objects = schemas.map((schema) => ({ kind: 'table' as const, path: [schema, 'users'], is: {} }));
    return { ...kept('bigint'), scope: { schemas, tables: [], kinds: [] }, objects };
  };
  const reasonOf = (report: Report) => {
    expect(report).toMatchObject({ verdict: 'unknown', findings: [{ code: 'schema/not-compared', unknown: true }] });
    expect(report.compared).toBeUndefined();
    return report.findings[0]?.evidence.reason;
  };

  test.each([
    [{ schemas: ['public', 'pubic'] }, 'neither has anything of schema pubic'],
    [{ tables: ['public.nosuch'] }, 'neither has anything of table public.nosuch'],
    [{ kinds: ['policy'] }, 'neither has anything of kind policy'],
  ] as const)('of two databases: %j', async (schema, reason) => {
    const settings = { schema } as unknown as SettingsInput;
    const report = await compared(staging.url, production.url, { settings });
    expect(reasonOf(report)).toBe(reason);
    expect(report.findings[0]?.remedy.summary).toContain('correct --schema, --table or --kind');
  });

  test('of two files with different schemas, and of a file without what is asked for', async () => {
    const folder = folderWith({
      'app.json': limited(['app']),
      'hid.json': limited(['hid']),
      'pub.json': limited(['public']),
    });
    expect(reasonOf(await compared(`${folder}/app.json`, `${folder}/hid.json`))).toContain('nothing in common');
    const settings = { schema: { schemas: ['pubic'] } };
    expect(reasonOf(await compared(`${folder}/pub.json`, production.url, { settings }))).toContain('schema pubic');
  });

  test('and of a file of some tables as many are counted', async () => {
    const file = {
      ...limited(['public']),
      scope: { schemas: [], tables: ['public.users'], kinds: ['table' as const] },
    };
    const report = await compared(`${folderWith({ 'users.json': file })}/users.json`, production.url);
    expect(report).toMatchObject({ verdict: 'pass', compared: [{ objects: 1 }] });
  });
});

test('what is ignored is in no script', async () => {
  const settings = { schema: { ignore: [{ object: 'public.orders.*', reason: 'of the DBA' }] } };
  const { text } = await scriptFor(await comparing(staging.url, production.url, { settings }), houseFor());
  expect(text).toContain('ADD COLUMN "note" text;');
  expect(text).not.toContain('orders_user');
});
