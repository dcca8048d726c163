import { expect, test } from 'vitest';
import {
  formats,
  loadSettings,
  reportSchema,
  requestFrom,
  run,
  scriptFor,
  silent,
  UsageError,
} from '../../functions/index.ts';
import { folderWith } from '../support/command.ts';
import { database } from '../support/database.ts';

test('a program of its own loads settings, runs an operation and writes the report down', async () => {
  const shop = await database('CREATE TABLE orders (id serial PRIMARY KEY); INSERT INTO orders VALUES (1)');
  const folder = folderWith({ 'lockstep.config.json': { targets: { shop: { url: `\${SHOP_URL}` } } } });
  const settings = await loadSettings({ folder });
  const house = { signal: AbortSignal.timeout(20_000), progress: silent };
  const request = requestFrom('check', { targets: ['shop'] }, { settings, environment: { SHOP_URL: shop.url } });
  const report = await run(request, house);
  expect(reportSchema.parse(report)).toMatchObject({ verdict: 'block', target: { name: 'shop' } });
  for (const format of formats) {
    expect(await format.render(report, { color: false, all: true, width: 80 })).toContain('orders_id_seq');
  }
  expect(await scriptFor({ ...request, operation: 'fix' }, house)).toContain('nextval');
});

test('what makes no sense is a UsageError with a code and the next step', async () => {
  const settings = await loadSettings({ folder: folderWith() });
  const ask = () => requestFrom('check', { targets: ['shop'] }, { settings, environment: {} });
  expect(ask).toThrow(UsageError);
  expect(ask).toThrow(expect.objectContaining({ code: 'usage/unknown-target', exitCode: 2 }));
});
