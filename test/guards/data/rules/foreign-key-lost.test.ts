import { beforeAll, expect, it } from 'vitest';
import { everything } from '../../../../shared/guards/schema/difference.ts';
import { readSnapshot } from '../../../../shared/guards/schema/snapshot/read.ts';
import type { Migration } from '../../../../shared/model/manifest.ts';
import { withSession } from '../../../../shared/session/session.ts';
import { database, type TestDatabase } from '../../../support/database.ts';
import { findingOf, houseFor, lockstep, requestFor, targetAt, type Wish } from '../../../support/lockstep.ts';
import { expecting, projectOf } from '../../migrations/made.ts';

let staging: TestDatabase;
let copy: TestDatabase;

const tables = `
  CREATE SCHEMA "s.1";
  CREATE TABLE "s.1"."cust,""omers" (id int, "re(gion" text, PRIMARY KEY (id, "re(gion"));
  CREATE TABLE orders (customer int, region text);
  CREATE TABLE kept (customer int, region text, FOREIGN KEY (region, customer) REFERENCES "s.1"."cust,""omers" ("re(gion", id));`;

beforeAll(async () => {
  staging = await database(`${tables}
    ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer, region)
      REFERENCES "s.1"."cust,""omers" ON DELETE CASCADE`);
  copy = await database(`${tables}
    ALTER TABLE kept RENAME CONSTRAINT kept_region_customer_fkey TO another_name;
    INSERT INTO orders VALUES (1, 'eu'), (2, 'eu'), (NULL, 'eu')`);
});

const compared = (reference: NonNullable<Wish['reference']>, wish: Wish = {}) =>
  lockstep('check', copy.url, { guards: ['data'], reference, ...wish });

it('tells a foreign key that the other database has, whatever it is called, and counts the orphans that came in', async () => {
  const report = await compared({ name: 'staging', target: targetAt(staging.url) });
  const finding = findingOf(report, 'data/foreign-key-lost');
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'constraint', schema: 'public', table: 'orders', name: 'orders_customer' },
  });
  expect(findingOf(report, 'data/orphan-rows').evidence).toMatchObject({ rows: '2', first: ['(1, eu)', '(2, eu)'] });
  const scratch = await database(tables);
  for (const sql of finding.remedy.sql ?? []) await scratch.query(sql);
  const mended = await lockstep('check', scratch.url, {
    guards: ['data'],
    reference: { name: 'staging', target: targetAt(staging.url) },
  });
  expect(mended.findings.map(({ code }) => code)).not.toContain('data/foreign-key-lost');
});

it('tells the same of a snapshot', async () => {
  const snapshot = await withSession(requestFor('check', staging.url), houseFor(), (session) =>
    readSnapshot(session.consistently(), everything),
  );
  const report = await compared({ name: 'schema.json', snapshot });
  expect(findingOf(report, 'data/foreign-key-lost').subject.name).toBe('orders_customer');
  expect(findingOf(report, 'data/orphan-rows').evidence.rows).toBe('2');
});

it('does not take for lost what the deploy brings, and only warns where nobody knows what a migration does', async () => {
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const severity = async (migration: Partial<Migration>, operation: 'check' | 'verify' = 'check') => {
    const projects = [projectOf([{ id: '1', ...migration } as Migration])];
    const wish: Wish = { guards: ['data'], reference, expectation: expecting({ projects }) };
    const { findings } = await lockstep(operation, copy.url, wish);
    return findings.find(({ code }) => code === 'data/foreign-key-lost')?.severity;
  };
  const text =
    'ALTER TABLE orders ADD CONSTRAINT orders_customer FOREIGN KEY (customer, region) REFERENCES "s.1"."cust,""omers"';
  expect(await severity({ sql: [{ line: 1, text }] })).toBeUndefined();
  expect(await severity({ opaque: true })).toBe('warn');
  expect(await severity({ sql: [{ line: 1, text }] }, 'verify')).toBe('block');
});
