import { chmodSync, readdirSync } from 'node:fs';
import { Client } from 'pg';
import { expect, test } from 'vitest';
import { folderWith, lockstepCommand } from '../support/command.ts';

test('demo tells the whole story on a database of its own, and leaves nothing behind', async () => {
  const temporary = folderWith();
  chmodSync(temporary, 0o755);
  const { code, stdout, stderr } = await lockstepCommand(['demo'], { env: { TMPDIR: temporary } });
  const told = [
    'check',
    'BLOCK',
    'ERROR 23505: duplicate key value violates unique constraint "orders_pkey"',
    'lockstep fix',
  ];
  told.push('fixed 4 sequences', 'lockstep verify', 'INSERT 0 1  id 4212');
  told.reduce((from, text) => {
    expect(stdout.slice(from)).toContain(text);
    return stdout.indexOf(text, from);
  }, 0);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(readdirSync(temporary)).toEqual([]);
});

test('demo --keep leaves the shop open, with something left to fix, until Ctrl-C', async () => {
  let checked: number | null = null;
  let url = '';
  const { code } = await lockstepCommand(['demo', '--keep'], {
    meanwhile: (child) => {
      let shown = '';
      child.stdout?.on('data', async (chunk) => {
        shown += chunk;
        if (url !== '' || !shown.includes('verify --insert')) return;
        url = /DATABASE_URL=(\S+@\S+)/.exec(shown)?.[1] ?? '';
        checked = (await lockstepCommand(['check'], { env: { DATABASE_URL: url } })).code;
        child.kill('SIGINT');
      });
    },
  });
  expect({ code, checked }).toEqual({ code: 0, checked: 1 });
  await expect(new Client({ connectionString: url }).connect()).rejects.toThrow('ECONNREFUSED');
});

test('demo --empty opens a database with nothing in it, for a first deploy, until Ctrl-C', async () => {
  let tables: unknown = null;
  const { code, stdout } = await lockstepCommand(['demo', '--empty'], {
    patience: 60_000,
    meanwhile: (child) => {
      child.stdout?.once('data', async (chunk) => {
        const client = new Client({ connectionString: /DATABASE_URL=(\S+)/.exec(String(chunk))?.[1] });
        await client.connect();
        const { rows } = await client.query("SELECT tablename FROM pg_tables WHERE schemaname = 'public'");
        await client.end();
        tables = rows;
        child.kill('SIGINT');
      });
    },
  });
  expect({ code, tables }).toEqual({ code: 0, tables: [] });
  expect(stdout).toMatch(/^An empty database, until Ctrl-C/);
});
