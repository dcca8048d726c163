import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identifierTooLong } from '../../../../shared/guards/migrations/lint/identifier-too-long.ts';
import type { Context, Statement } from '../../../../shared/guards/migrations/linting/statement.ts';
import { database } from '../../../support/database.ts';
import { lintOf } from './harness.ts';

const alone = { transaction: 'none', tool: 'goose' } as const;

async function sqlOf(sql: string, rule: string): Promise<string[] | undefined> {
  return (await lintOf(sql, alone)).find((entry) => entry.rule === rule)?.sql;
}

describe('the safe way to the same end', () => {
  it('fills a column in batches that end, and leaves out what is done', async () => {
    const shop = await database('CREATE TABLE t (a text); INSERT INTO t SELECT NULL FROM generate_series(1, 6000)');
    const [, batch = ''] = (await sqlOf("UPDATE t SET a = 'x';", 'update-or-delete-without-where')) ?? [];
    const left = async () => (await shop.query('SELECT count(*)::int AS left FROM t WHERE a IS NULL'))[0]?.left;
    await shop.query(batch);
    expect(await left()).toBe(1000);
    await shop.query(batch);
    expect(await left()).toBe(0);
  });

  it('moves a sequence forward only', async () => {
    const shop = await database("CREATE SEQUENCE s; SELECT setval('s', 50)");
    const [forward = ''] = (await sqlOf("SELECT setval('s', 20);", 'setval')) ?? [];
    await shop.query(forward);
    expect(await shop.query('SELECT last_value FROM s')).toEqual([{ last_value: '50' }]);
  });

  it('moves the sequence past rows with ids of their own', async () => {
    const shop = await database('CREATE TABLE "Plan" (id serial PRIMARY KEY)');
    const insert = 'INSERT INTO "Plan" (id) VALUES (7);';
    await shop.query(insert);
    for (const sql of (await sqlOf(insert, 'explicit-id-insert')) ?? []) await shop.query(sql);
    expect(await shop.query('INSERT INTO "Plan" DEFAULT VALUES RETURNING id')).toEqual([{ id: 8 }]);
  });

  it.each([
    ["FOR VALUES FROM ('2030-01-01') TO ('2031-01-01')", 'p (at)'],
    ['DEFAULT', 'p (at)'],
  ])('attaches a partition %s', async (bound) => {
    const shop = await database('CREATE TABLE p (at date) PARTITION BY RANGE (at)');
    const steps = (await sqlOf(`CREATE TABLE p1 PARTITION OF p ${bound};`, 'create-table-partition-of')) ?? [];
    for (const sql of steps) await shop.query(sql);
    expect(await shop.query('SELECT inhparent::regclass::text AS of FROM pg_inherits')).toEqual([{ of: 'p' }]);
  });

  it('attaches a partition that has partitions itself', async () => {
    const statement = 'CREATE TABLE p1 PARTITION OF p FOR VALUES FROM (1) TO (2) PARTITION BY HASH (id);';
    expect(await sqlOf(statement, 'create-table-partition-of')).toEqual([
      'CREATE TABLE p1 (LIKE p INCLUDING DEFAULTS INCLUDING CONSTRAINTS) PARTITION BY HASH (id);',
      'ALTER TABLE p ATTACH PARTITION p1 FOR VALUES FROM (1) TO (2);',
    ]);
  });
});

it('a name is too long exactly where PostgreSQL cuts it', async () => {
  const shop = await database();
  const names = fc.string({ unit: fc.constantFrom('a', 'é', '語', '😀', '_'), minLength: 10, maxLength: 70 });
  await fc.assert(
    fc.asyncProperty(names, async (name) => {
      const sql = `CREATE TABLE "${name}" ()`;
      const [hit] = identifierTooLong.judge({ sql } as Statement, {} as Context);
      const [row] = await shop.query<{ cut: string }>(`SELECT $1::name::text AS cut`, [name]);
      expect(hit === undefined).toBe(row?.cut === name);
      if (hit) expect(hit.message).toContain(`is cut to ${row?.cut}`);
    }),
    { numRuns: 60 },
  );
});
