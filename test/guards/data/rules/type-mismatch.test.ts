import { expect, it } from 'vitest';
import type { Migration } from '../../../../shared/model/manifest.ts';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt, type Wish } from '../../../support/lockstep.ts';
import { expecting, projectOf } from '../../migrations/made.ts';

it('blocks where values would not convert, and shows some of them', async () => {
  const shop = await database(
    "CREATE TABLE orders (id int PRIMARY KEY, total text); INSERT INTO orders VALUES (1, '1.50'), (2, 'n/a')",
  );
  const staging = await database('CREATE TABLE orders (id int PRIMARY KEY, total numeric(10, 2))');
  const compared = { guards: ['data' as const], reference: { name: 'staging', target: targetAt(staging.url) } };
  expect(findingOf(await lockstep('check', shop.url, compared), 'data/type-mismatch')).toMatchObject({
    severity: 'block',
    subject: { kind: 'column', schema: 'public', table: 'orders', name: 'total' },
    message: 'orders.total is text, and numeric(10,2) in staging: 1 of 2 values would not convert, such as "n/a"',
    evidence: { tried: '2', refused: '1', samples: ['n/a'], everyRow: true },
  });
  await shop.query("DELETE FROM orders WHERE total = 'n/a'");
  expect(findingOf(await lockstep('check', shop.url, compared), 'data/type-mismatch')).toMatchObject({
    severity: 'warn',
    message: expect.stringContaining('1 value would convert'),
  });
  const reader = await shop.role();
  expect(findingOf(await lockstep('check', reader.url, compared), 'data/type-mismatch')).toMatchObject({
    unknown: true,
    message: expect.stringContaining('permission denied'),
    remedy: { summary: expect.stringContaining('GRANT SELECT') },
  });
});

it('is news where a pending migration changes the type, and blocks with its name where that would fail on values', async () => {
  const shop = await database('CREATE TABLE o (id int PRIMARY KEY, n text, m int); INSERT INTO o VALUES (1, 5, 5)');
  const staging = await database('CREATE TABLE o (id int PRIMARY KEY, n bigint, m bigint)');
  const told = async (migration: Partial<Migration>, operation: 'check' | 'verify' = 'check') => {
    const projects = [projectOf([{ id: '20240201_b', ...migration }])];
    const wish: Wish = { guards: ['data'], reference: { name: 'staging', target: targetAt(staging.url) } };
    const { findings } = await lockstep(operation, shop.url, { ...wish, expectation: expecting({ projects }) });
    const own = findings.filter(({ code, subject }) => code === 'data/type-mismatch' && subject.name === 'n');
    return own.map(({ severity, message }) => `${severity}: ${message}`).join();
  };
  const changes = { sql: [{ line: 1, text: 'ALTER TABLE o ALTER COLUMN n TYPE bigint USING n::bigint' }] };
  expect(await told(changes)).toBe(
    'info: o.n is text, and bigint in staging, as 20240201_b makes it here, which is still to be applied: 1 value would convert',
  );
  expect(await told({ opaque: true })).toContain(
    'warn: o.n is text, and bigint in staging, unless 20240201_b makes it',
  );
  expect(await told(changes, 'verify')).toBe('warn: o.n is text, and bigint in staging: 1 value would convert');
  await shop.query("INSERT INTO o VALUES (2, 'n/a', 1)");
  expect(await told(changes)).toMatch(/^block: .*20240201_b.*1 of 2 values would not convert/);
});

it('compares with a snapshot that somebody kept', async () => {
  const shop = await database("CREATE TABLE t (id int PRIMARY KEY, code varchar(5)); INSERT INTO t VALUES (1, 'abcd')");
  const columns = { id: 'integer', code: 'character varying(3)', gone: 'text' };
  const objects = Object.entries(columns).map(([name, type]) => {
    return { kind: 'column' as const, path: ['public', 't', name], is: { type } };
  });
  const snapshot = {
    snapshot: 2 as const,
    server: 18,
    scope: { schemas: [], tables: [], kinds: [] },
    unseen: [],
    objects,
  };
  const report = await lockstep('check', shop.url, { guards: ['data'], reference: { name: 'schema.json', snapshot } });
  expect(findingOf(report, 'data/type-mismatch').message).toContain('1 of 1 value would not convert, such as "abcd"');
});
