import { expect, it } from 'vitest';
import { lintOf } from './harness.ts';

const alone = { transaction: 'none', tool: 'goose' } as const;
const events = { name: 'events', kind: 'p', columns: { id: { type: 'bigint' } } };

async function sqlOf(sql: string, rule: string, wish = {}): Promise<string[] | undefined> {
  return (await lintOf(sql, { ...alone, ...wish })).find((entry) => entry.rule === rule)?.sql;
}

it('writes CONCURRENTLY into the very statement', async () => {
  const rule = 'create-index-not-concurrently';
  expect(await sqlOf('create unique index if not exists a on "Order" (lower(email)) where open;', rule)).toEqual([
    'create unique index CONCURRENTLY a on "Order" (lower(email)) where open;',
  ]);
});

it('says that it needs a migration without a transaction where one is open', async () => {
  const sql = await sqlOf('CREATE INDEX a ON orders (id);', 'create-index-not-concurrently', { transaction: 'each' });
  expect(sql?.[0]).toContain('without a transaction');
});

it('builds the index of a partitioned table partition by partition', async () => {
  const sql = await sqlOf('CREATE INDEX a ON shop.events USING btree (id);', 'create-index-not-concurrently', {
    tables: [{ ...events, schema: 'shop' }],
  });
  expect(sql).toEqual([
    'CREATE INDEX a ON ONLY shop.events USING btree (id);',
    '-- then, for every partition:',
    'CREATE INDEX CONCURRENTLY partition_index ON partition USING btree (id);',
    'ALTER INDEX a ATTACH PARTITION partition_index;',
  ]);
});

it('drops the rest of a failed attempt before the next one', async () => {
  const rule = 'index-if-not-exists-concurrently';
  expect(await sqlOf('CREATE INDEX CONCURRENTLY IF NOT EXISTS a ON shop.orders (id);', rule)).toEqual([
    'DROP INDEX CONCURRENTLY IF EXISTS shop.a;',
    'CREATE INDEX CONCURRENTLY a ON shop.orders (id);',
  ]);
});

it('drops several indexes one by one', async () => {
  const entries = await lintOf('DROP INDEX IF EXISTS a, shop."B";', alone);
  expect(entries.map(({ sql }) => sql)).toEqual([
    ['DROP INDEX CONCURRENTLY IF EXISTS a;'],
    ['DROP INDEX CONCURRENTLY IF EXISTS shop."B";'],
  ]);
});

it('writes CONCURRENTLY where REINDEX wants it', async () => {
  const rule = 'reindex-not-concurrently';
  expect(await sqlOf('REINDEX TABLE orders;', rule)).toEqual(['REINDEX TABLE CONCURRENTLY orders;']);
  expect(await sqlOf('REINDEX (VERBOSE) INDEX a;', rule)).toEqual(['REINDEX (CONCURRENTLY, VERBOSE) INDEX a;']);
  expect(await sqlOf('REINDEX SYSTEM shop;', rule)).toBeUndefined();
});
