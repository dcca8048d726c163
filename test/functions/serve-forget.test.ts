import { existsSync, globSync, mkdirSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { forgetCalls, forgetting } from '../../functions/serve/forget.ts';
import { folderArchive } from '../../shared/publish/archive/folder.ts';
import { bearer, deskWith, send } from '../answer/desk.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';
import { serving } from './serving.ts';

/** Makes a file or folder look as if nobody had touched it for so many days. */
function age(path: string, days: number): void {
  const then = Date.now() / 1000 - days * 86_400;
  utimesSync(path, then, then);
}

/** A file of an archive, touched so many days ago. */
function aged(folder: string, path: string, days: number): void {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, '{}');
  age(file, days);
}

const id = '0f3a'.repeat(16);
const old = `calls/fix/${id}/1.json`;

test('all that is kept of a call is forgotten after two days', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY)');
  const folder = folderWith();
  const desk = deskWith({ targets: { shop: { url: shop.url } } }, folderArchive(folder));
  await send(desk, 'fix', { headers: { ...bearer, 'idempotency-key': 'a', prefer: 'respond-async' } });
  const files = () => globSync('**/*.{json,begun}', { cwd: folder });
  // Its delivery and its answer are written once more when it is through.
  const done = () => files().filter((path) => readFileSync(join(folder, path), 'utf8').includes('"state":"done"'));
  await expect.poll(() => done().length, { timeout: 10_000 }).toBe(2);
  expect(files()).toHaveLength(3);
  for (const path of files()) age(join(folder, path), 1.9);
  await forgetCalls(folder);
  expect(files()).toHaveLength(3);
  for (const path of files()) age(join(folder, path), 2.1);
  await forgetCalls(folder);
  expect(files()).toEqual([]);
});

test('reports, and what is not of Lockstep, are not', async () => {
  const folder = folderWith();
  const others = ['reports/production/2026-11-01/x.json', 'calls/notes.json', 'calls/fix/notes/1.json'];
  for (const path of others) aged(folder, path, 30);
  for (const path of [`calls/fix/${id}`, 'calls/fix/empty']) mkdirSync(join(folder, path));
  for (const path of [`calls/fix/${id}`, 'calls/fix/empty', 'calls/fix']) age(join(folder, path), 3);
  await forgetCalls(folder);
  const left = [...others, 'calls/fix/empty', `calls/fix/${id}`].filter((path) => existsSync(join(folder, path)));
  expect(left).toEqual([...others, 'calls/fix/empty']);
  await forgetCalls(folderWith());
});

test('a temporary folder, which nobody empties, forgets reports as well', async () => {
  const folder = folderWith();
  aged(folder, 'reports/shop/2026-11-01/x.json', 3);
  aged(folder, 'reports/shop/2026-11-01/y.json', 1);
  onTestFinished(forgetting(folder, { temporary: true }));
  await expect.poll(() => globSync('reports/**/*.json', { cwd: folder })).toEqual(['reports/shop/2026-11-01/y.json']);
});

test('a server forgets them when it starts', async () => {
  const folder = folderWith();
  aged(folder, old, 3);
  const { stop } = await serving({}, ['--archive', folder]);
  await expect.poll(() => existsSync(join(folder, old))).toBe(false);
  expect((await stop()).code).toBe(0);
});
