import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, inject, onTestFinished, test } from 'vitest';
import { reportSchema } from '../../shared/model/report.ts';
import { fingerprintOf } from '../deploy/deploying.ts';
import { historySql, prismaStandIn } from '../deploy/prisma-stand-in.ts';
import { lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const two = {
  '20260101000000_customers': 'CREATE TABLE customers (id bigserial PRIMARY KEY);',
  '20260102000000_note': 'ALTER TABLE customers ADD COLUMN note text;',
};

async function shopWithRepository(migrations: Record<string, string>, configuration: object = {}) {
  const shop = await database(`CREATE TABLE orders (id serial PRIMARY KEY); ${historySql}`);
  const { folder, command } = prismaStandIn(migrations, {
    'constraints.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint PRIMARY KEY);',
  });
  const production = { url: `\${SHOP_URL}`, environment: 'production', fingerprint: await fingerprintOf(shop) };
  writeFileSync(join(folder, 'lockstep.config.json'), JSON.stringify({ targets: { production }, ...configuration }));
  const env = { CI: 'true', SHOP_URL: shop.url, PG_MODULE: resolve('node_modules/pg') };
  return { shop, folder, command, env };
}

test('the command deploys, tells what it does on stderr, and prints its report on stdout', async () => {
  const { folder, command, env } = await shopWithRepository(two, { deploy: { after: ['constraints.sql'] } });
  const words = [
    'deploy',
    '--target',
    'production',
    '--no-restore-point',
    '--format',
    'json',
    '-o',
    'report.md',
    '--',
    ...command,
  ];
  const { code, stdout, stderr } = await lockstepCommand(words, { env, folder });
  const report = reportSchema.parse(JSON.parse(stdout));
  expect(report.summary).toMatch(/^production was deployed: 2 migrations in .*, verified/);
  expect(code).toBe(0);
  expect(stderr).toMatch(/if this process dies now, .*lockstep verify --peek --target production/);
  expect(stderr).toContain('Applying migration `20260101000000_customers`');
  expect(report.story?.steps.map(({ status }) => status)).toEqual([
    'done',
    'skipped',
    'done',
    'done',
    'skipped',
    'done',
    'done',
    'skipped',
    'done',
  ]);
});

test('a plan prints all of it for a person; without a command, or from a laptop, nothing is done', async () => {
  const { shop, folder, command, env } = await shopWithRepository(two);
  const target = ['deploy', '--target', 'production', '--no-restore-point'];
  const [plan, none, laptop] = await Promise.all([
    lockstepCommand([...target, '--plan', '--', ...command, '007', '--yes'], { env, folder }),
    lockstepCommand(target, { env, folder }),
    lockstepCommand([...target, '--', ...command], { env: { ...env, CI: '' }, folder }),
  ]);
  expect(plan.code).toBe(0);
  expect(plan.stdout).toMatch(/^✔ PASS {2}deploy \(plan\) of production: it would go ahead\n/);
  expect(plan.stdout.replace(/\s+/g, ' ')).toMatch(
    / · apply: would run \S+ apply\.cjs 007 --yes: 2 migrations to be applied /,
  );
  expect(plan.stdout).toMatch(/\nwould deploy to production: 2 migrations; nothing was done\n$/);
  expect(none).toMatchObject({ code: 2, stderr: expect.stringContaining('there is no command to deploy with') });
  expect(laptop).toMatchObject({
    code: 1,
    stdout: expect.stringContaining(
      'not deployed to production: target production is a production database, and this machine is no CI',
    ),
  });
  expect(await shop.query(`SELECT to_regclass('customers') AS made`)).toEqual([{ made: null }]);
});

test('Ctrl-C stops the command, and the report says what is applied', async () => {
  const slow = { ...two, '20260102000000_note': 'SELECT pg_sleep(20);' };
  const { folder, command, env } = await shopWithRepository(slow);
  const words = ['deploy', '--target', 'production', '--no-restore-point', '--', ...command];
  const { code, stdout } = await lockstepCommand(words, {
    env,
    folder,
    meanwhile: (child) =>
      child.stderr?.on('data', (chunk) => {
        if (String(chunk).includes('`20260102000000_note`')) child.kill('SIGINT');
      }),
  });
  expect(code).toBe(1);
  expect(stdout).toMatch(/How things stand\n {2}applied by this deploy: 20260101000000_customers \(\d+ ms\)\n/);
  expect(stdout).toContain('To go on\n');
  expect(stdout).toMatch(/\nthe deploy of production was stopped: .*; 1 migration applied\n$/);
});

test('a terminal that goes away stops it in the same order: the report is written, though nobody reads stderr', async () => {
  const slow = { ...two, '20260102000000_note': 'SELECT pg_sleep(20);' };
  const { folder, command, env } = await shopWithRepository(slow);
  const words = ['deploy', '--target', 'production', '--no-restore-point', '--format', 'json', '--', ...command];
  const child = spawn(process.execPath, [inject('cli'), ...words], {
    env: { PATH: process.env.PATH, ...env },
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  child.stderr.on('data', (chunk) => {
    if (!String(chunk).includes('`20260102000000_note`')) return;
    child.stderr.destroy();
    child.kill('SIGHUP');
    setTimeout(() => child.kill('SIGHUP'), 50);
  });
  const [[code], stdout] = await Promise.all([once(child, 'close'), text(child.stdout)]);
  expect(reportSchema.parse(JSON.parse(stdout)).story).toMatchObject({ outcome: 'interrupted', migrations: [{}] });
  expect(code).toBe(1);
});
