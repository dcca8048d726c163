import { expect, it } from 'vitest';
import { checkedData } from '../data.ts';

it('tells tables whose rows nothing tells apart, partitions as one', async () => {
  const { findings } = await checkedData(`
    CREATE TABLE kept (id int PRIMARY KEY);
    CREATE TABLE joined (a int NOT NULL, b int NOT NULL, UNIQUE (a, b));
    CREATE TABLE nullable (a int UNIQUE);
    CREATE TABLE some_rows (a int NOT NULL); CREATE UNIQUE INDEX ON some_rows (a) WHERE a > 0;
    CREATE TABLE logs (at int) PARTITION BY RANGE (at);
    CREATE TABLE logs_1 PARTITION OF logs FOR VALUES FROM (0) TO (10)`);
  expect(findings.map(({ severity, subject }) => [severity, subject.name])).toEqual([
    ['info', 'logs'],
    ['info', 'nullable'],
    ['info', 'some_rows'],
  ]);
  expect(findings[0]?.message).toBe('logs has no primary key: nothing keeps a row from being there twice');
});

it('warns where a publication makes updates fail, until the table has a replica identity', async () => {
  const { shop, findings, again } = await checkedData(`
    CREATE TABLE joined (a int NOT NULL UNIQUE); CREATE TABLE plain (a int);
    CREATE TABLE inserted (a int NOT NULL UNIQUE); CREATE TABLE kept (a int PRIMARY KEY);
    CREATE TABLE parts (a int) PARTITION BY RANGE (a); CREATE TABLE whole (a int) PARTITION BY RANGE (a);
    CREATE TABLE parts_1 PARTITION OF parts FOR VALUES FROM (0) TO (9); CREATE TABLE whole_1 PARTITION OF whole FOR VALUES FROM (0) TO (9);
    ALTER TABLE whole_1 REPLICA IDENTITY FULL; ALTER TABLE parts REPLICA IDENTITY FULL;
    CREATE PUBLICATION all_of_it FOR TABLE joined, plain, kept, parts, whole;
    CREATE PUBLICATION inserts FOR TABLE inserted WITH (publish = 'insert')`);
  expect(findings).toMatchObject([
    { severity: 'warn', subject: { name: 'joined' }, evidence: { publications: ['all_of_it'] } },
    {
      severity: 'warn',
      subject: { name: 'parts' },
      remedy: { sql: ['ALTER TABLE "public"."parts_1" REPLICA IDENTITY FULL'] },
    },
    { severity: 'warn', subject: { name: 'plain' } },
    { severity: 'info', subject: { name: 'whole' } },
  ]);
  await expect(shop.query('UPDATE joined SET a = 1')).rejects.toThrow('does not have a replica identity');
  for (const { remedy } of findings) await shop.query(remedy.sql?.[0] ?? 'SELECT');
  await shop.query('UPDATE joined SET a = 1; UPDATE plain SET a = 1; UPDATE parts SET a = 1; UPDATE whole SET a = 1');
  const left = (await again()).map(({ severity, subject }) => [severity, subject.name]);
  expect(left).toEqual(['parts', 'plain', 'whole'].map((name) => ['info', name]));
});
