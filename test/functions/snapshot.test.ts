import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { parsedSnapshot } from '../../shared/request/snapshot-file.ts';
import { folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

it('is written to stdout or a file, a line an object, the same bytes each time; stderr says how many', async () => {
  const shop = await database('CREATE TABLE orders (id int PRIMARY KEY, note text); CREATE TABLE other (id int)');
  const folder = folderWith();
  const words = ['snapshot', '--table', 'public.ord*', '--url', shop.url];
  const [printed, written] = await Promise.all([
    lockstepCommand(words),
    lockstepCommand([...words, '-o', 'schema.json'], { folder }),
  ]);
  expect(printed).toMatchObject({ code: 0, stderr: 'default: 4 objects\n' });
  expect(written).toMatchObject({ code: 0, stdout: '' });
  expect(readFileSync(join(folder, 'schema.json'), 'utf8')).toBe(printed.stdout);
  expect(parsedSnapshot(printed.stdout, 'stdout').objects.map(({ path }) => path.at(-1))).toEqual([
    'orders',
    'id',
    'note',
    'orders_pkey',
  ]);
  expect(printed.stdout).toContain(
    '\n{"kind":"column","path":["public","orders","note"],"position":2,"is":{"type":"text"}}',
  );
});

it('leaves the file of the last time alone, and says so, while somebody changes the schema', async () => {
  const shop = await database('CREATE TABLE orders (id int DEFAULT 1)');
  const folder = folderWith({ 'schema.json': 'of yesterday' });
  const changing = await shop.connect();
  await changing.query('BEGIN; LOCK orders IN ACCESS EXCLUSIVE MODE');
  const answer = await lockstepCommand(['snapshot', '-o', 'schema.json'], { folder, env: { DATABASE_URL: shop.url } });
  expect(answer.code).toBe(3);
  expect(answer.stderr).toContain('somebody changes the schema of default at this moment');
  expect(readFileSync(join(folder, 'schema.json'), 'utf8')).toBe('of yesterday');
});

it('writes none of nothing: a schema that is not there exits 2, and the file of the last time stays', async () => {
  const shop = await database('CREATE TABLE orders (id int)');
  const folder = folderWith({ 'schema.json': 'of yesterday' });
  const words = ['snapshot', '--schema', 'public', '--schema', 'pubic', '-o', 'schema.json'];
  const answer = await lockstepCommand(words, { folder, env: { DATABASE_URL: shop.url } });
  expect(answer).toMatchObject({ code: 2, stdout: '' });
  expect(answer.stderr).toMatch(/^✖ default has nothing of schema pubic\n {2}correct --schema, /);
  expect(readFileSync(join(folder, 'schema.json'), 'utf8')).toBe('of yesterday');
});
