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
