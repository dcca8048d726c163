import { beforeAll, describe, expect, test } from 'vitest';
import { reportsSchema } from '../../shared/model/report.ts';
import { type Answer, folderWith, lockstepCommand } from '../support/command.ts';
import { database } from '../support/database.ts';

const healthy = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders DEFAULT VALUES';
const behind = 'CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders SELECT generate_series(1, 40)';

let ask: (...words: string[]) => Promise<Answer>;

beforeAll(async () => {
  const [shop, stock] = await Promise.all([database(healthy), database(behind)]);
  const targets = {
    shop: { url: `\${SHOP_URL}` },
    stock: { url: `\${STOCK_URL}`, allow: ['check'] },
    nowhere: { url: 'postgres://app:hunter2@127.0.0.1:1/shop' },
  };
  const folder = folderWith({ 'lockstep.config.json': { targets, limits: { connectSeconds: 0.2 } } });
  ask = (...words) => lockstepCommand(words, { folder, env: { SHOP_URL: shop.url, STOCK_URL: stock.url } });
});

describe('several targets in one command', () => {
  test('are one JSON object with a report each; the worst verdict wins, and one that fails hides no other', async () => {
    const { code, stdout } = await ask('check', '-t', 'nowhere', '-t', 'shop', '-t', 'stock', '-f', 'json');
    const result = reportsSchema.parse(JSON.parse(stdout));
    expect(result.reports.map(({ target, verdict }) => [target.name, verdict])).toEqual([
      ['nowhere', 'unknown'],
      ['shop', 'pass'],
      ['stock', 'block'],
    ]);
    expect(result).toMatchObject({ verdict: 'block', ok: false, operation: 'check' });
    expect(stdout).not.toContain('hunter2');
    expect(code).toBe(1);
  });

  test('that could not all be told exit 3 where none blocks', async () => {
    expect((await ask('check', '-t', 'nowhere', '-t', 'shop')).code).toBe(3);
  });

  test('are told one after the other to a person, and end with one sentence on all', async () => {
    const { stdout } = await ask('check', '-t', 'shop', '-t', 'stock');
    expect(stdout.trimEnd().split('\n').at(-1)).toMatch(/^shop: .*; stock: 1 of 4 guards blocks/);
  });

  test('are not fixed at once, since each is asked about by itself', async () => {
    const { code, stderr } = await ask('fix', '-t', 'shop', '-t', 'nowhere');
    expect(stderr).toContain('2 targets are named');
    expect(code).toBe(2);
  });
});

test('an operation that the target does not allow is refused before the database is touched', async () => {
  const { code, stderr } = await ask('fix', '-t', 'stock');
  expect(stderr).toContain('fix is not allowed on stock: it allows check');
  expect(code).toBe(2);
});
