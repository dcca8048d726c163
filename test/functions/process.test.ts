import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { reportSchema } from '../../shared/model/report.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const cli = inject('cli');

/** The URL of a server that takes connections and never answers. */
async function silentServer(onConnection = () => {}): Promise<string> {
  const server = createServer(onConnection).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  const address = server.address();
  return `postgres://app:hunter2@127.0.0.1:${typeof address === 'object' ? address?.port : ''}/shop`;
}

test('the process list shows neither the URL nor its password', async () => {
  let seen = '';
  let pid = 0;
  const url = await silentServer(() => {
    seen = execFileSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  });
  await lockstepCommand(['check', '--url', url, '--timeout', '1'], {
    meanwhile: (child) => {
      pid = child.pid ?? 0;
    },
  });
  expect(seen.trim()).toBe('lockstep check');
});

describe('Ctrl-C', () => {
  test('stops a run in order: one report, unknown, exit code 3', async () => {
    let interrupt = () => {};
    const began = Date.now();
    const url = await silentServer(() => interrupt());
    const { code, stdout, stderr } = await lockstepCommand(['check', '--url', url, '-f', 'json'], {
      meanwhile: (child) => {
        interrupt = () => void child.kill('SIGINT');
      },
    });
    expect(reportSchema.parse(JSON.parse(stdout))).toMatchObject({
      verdict: 'unknown',
      findings: [{ code: 'target/interrupted' }],
    });
    expect(stderr).toBe('stopping; once more ends it at once\n');
    expect(Date.now() - began).toBeLessThan(8_000);
    expect(code).toBe(3);
  });

  /** A process that hangs, but says "hurried" when it has to hurry. */
  async function hanging() {
    const house = join(import.meta.dirname, '../../functions/house.ts');
    const program = `const { withHouse } = await import(${JSON.stringify(house)});
      await withHouse(({ hurry }) => new Promise((done) => {
        hurry.addEventListener('abort', () => console.log('hurried'));
        setTimeout(done, 20_000);
        console.log('ready');
      }));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return child;
  }

  test.each([
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ] as const)('a second %s ends a process that hangs, with %s', async (signal, expected) => {
    const child = await hanging();
    child.kill(signal);
    await once(child.stderr, 'data');
    child.kill(signal);
    expect((await once(child, 'exit'))[0]).toBe(expected);
  });

  test('a signal of another kind hurries it; two SIGHUP, as a lost terminal sends them, end nothing', async () => {
    const child = await hanging();
    for (const told of ['stopping; once more ends it at once\n', 'stopping faster\n']) {
      child.kill(told.includes('faster') ? 'SIGHUP' : 'SIGINT');
      expect(String((await once(child.stderr, 'data'))[0])).toBe(told);
    }
    expect(String((await once(child.stdout, 'data'))[0])).toBe('hurried\n');
    child.kill('SIGHUP');
    await new Promise((done) => setTimeout(done, 200));
    expect(child.exitCode).toBeNull();
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(130);
  });
});

test('a report that nobody reads to its end keeps its exit code', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (1)');
  const env = { PATH: process.env.PATH, DATABASE_URL: shop.url };
  const child = spawn(process.execPath, [cli, 'check', '--all'], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  child.stdout.destroy();
  const [stderr, [code]] = await Promise.all([text(child.stderr), once(child, 'close')]);
  expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
});

test('a mistake of our own is one line that asks to report it, with exit code 3 and no password', () => {
  const fault = `String.prototype.padEnd = () => { throw new Error('lost postgres://app:hunter2@db/shop'); }`;
  const preload = join(folderWith({ 'fault.mjs': fault }), 'fault.mjs');
  const run = (env: object) =>
    spawnSync(process.execPath, ['--import', preload, cli, 'explain'], { encoding: 'utf8', env: { ...env } });
  const { status, stdout, stderr } = run({});
  expect(stderr).toMatch(/^lockstep \S+ failed: lost postgres:\/\/\*{4}; please report this, [^\n]*\n$/);
  expect({ status, stdout }).toEqual({ status: 3, stdout: '' });
  const debugged = run({ DEBUG: 'lockstep' }).stderr;
  expect(debugged).toMatch(/^ +at .*\/explain-\w+\.js:/m);
  expect(debugged).not.toContain('hunter2');
});

const hasScript = process.platform === 'linux' && spawnSync('script', ['--version']).status === 0;
describe.skipIf(!hasScript)('fix of production on a terminal', () => {
  const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

  /** Runs `lockstep fix` on a terminal, and answers its question. */
  async function fixAndAnswer(key: string, url: string, flags = ''): Promise<{ shown: string; code: number }> {
    const targets = { production: { url: `\${SHOP_URL}`, environment: 'production' } };
    const folder = folderWith({ 'lockstep.config.json': { targets } });
    const line = `stty cols 100; ${process.execPath} ${cli} fix ${flags}; echo "exit code $?"`;
    const child = spawn('script', ['-qec', line, '/dev/null'], {
      cwd: folder,
      env: { ...process.env, SHOP_URL: url, NO_COLOR: '1', CI: '' },
    });
    const question = /Change [^\n]+ of production\?/;
    let shown = '';
    child.stdout.on('data', (chunk) => {
      const asked = question.test(shown);
      shown += chunk;
      if (!asked && question.test(shown)) setTimeout(() => child.stdin.write(key), 200);
    });
    await once(child, 'close');
    return { shown, code: Number(/exit code (\d+)/.exec(shown)?.[1]) };
  }

  const lastValue = 'SELECT last_value FROM orders_id_seq';

  test('shows the plan, asks, and goes on with yes', async () => {
    const shop = await database(`${behind}; ALTER TABLE orders ADD CONSTRAINT few CHECK (id > 0) NOT VALID`);
    const { shown, code } = await fixAndAnswer('y', shop.url);
    expect(shown).toMatch(
      /would change[\s\S]*orders_id_seq[\s\S]*Change 1 sequence, 1 constraint of production\?[\s\S]*fixed 1 sequence/,
    );
    expect(await shop.query(lastValue)).toEqual([{ last_value: '40' }]);
    expect(code).toBe(0);
  });

  test.each([
    ['Enter', '\r'],
    ['n', 'n'],
    ['Ctrl-C', '\u0003'],
  ])('changes nothing with %s', async (_, key) => {
    const shop = await database(behind);
    const { shown, code } = await fixAndAnswer(key, shop.url);
    expect(shown).toContain('nothing was changed');
    expect(await shop.query(lastValue)).toEqual([{ last_value: '1' }]);
    expect(code).toBe(1);
  });

  test.each([
    ['there is nothing to repair', '; SELECT setval($$orders_id_seq$$, 40)', 'nothing to fix; all clear', 0],
    ['what is wrong is for a person', '; SELECT setval($$orders_id_seq$$, 1900000000)', 'nothing fixed; ', 0],
  ])('speaks of no dry run where %s', async (_, more, summary, expected) => {
    const shop = await database(`${behind}${more}`);
    const { shown, code } = await fixAndAnswer('', shop.url);
    expect(shown).toContain(summary);
    expect(shown).not.toMatch(/dry run/);
    expect(code).toBe(expected);
  });

  test('does not ask with --yes', async () => {
    const shop = await database(behind);
    const { shown, code } = await fixAndAnswer('', shop.url, '--yes');
    expect(shown).not.toContain('Change 1 sequence');
    expect(await shop.query(lastValue)).toEqual([{ last_value: '40' }]);
    expect(code).toBe(0);
  });
});
