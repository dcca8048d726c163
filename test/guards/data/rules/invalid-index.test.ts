import { beforeAll, describe, expect, it } from 'vitest';
import type { Finding } from '../../../../shared/model/finding.ts';
import { database, type TestDatabase, versions } from '../../../support/database.ts';
import { lockstep } from '../../../support/lockstep.ts';

describe.each(versions)('on PostgreSQL %i', (version) => {
  let shop: TestDatabase;
  let findings: Finding[];
  const of = (name: string) =>
    findings.find(({ code, subject }) => code === 'data/invalid-index' && subject.name === name);

  beforeAll(async () => {
    shop = await database(
      `
      CREATE TABLE users (id int PRIMARY KEY, email text, name text);
      INSERT INTO users VALUES (1, 'a', 'x'), (2, 'a', 'y');
      CREATE INDEX by_name ON users (name);
      CREATE UNIQUE INDEX again ON users (id, name);
      CREATE UNIQUE INDEX again_ccnew ON users (id, name);
      CREATE UNIQUE INDEX spare ON users (name, id);
      CREATE UNIQUE INDEX spare_2 ON users (name, id);
      CREATE INDEX blocked ON users (email, id);
      CREATE INDEX blocked_ccnew1 ON users (email, id);
      CREATE INDEX going ON users (email, name);
      CREATE TABLE orders (id int, at int, note text) PARTITION BY RANGE (at);
      CREATE TABLE "orders a" PARTITION OF orders FOR VALUES FROM (0) TO (10);
      CREATE TABLE orders_b PARTITION OF orders FOR VALUES FROM (10) TO (20);
      CREATE UNIQUE INDEX orders_key ON ONLY orders (id, at) WHERE note <> ' ON ONLY x.y ';
      CREATE UNIQUE INDEX orders_b_key ON orders_b (id, at) WHERE note <> ' ON ONLY x.y ';
      ALTER INDEX orders_key ATTACH PARTITION orders_b_key;
      ALTER TABLE ONLY orders ADD UNIQUE (at, id);
      CREATE INDEX again_orders ON orders (note);
      CREATE TABLE others (id int); CREATE INDEX idle ON others (id)`,
      { version, forFile: true },
    );
    await shop.query('CREATE UNIQUE INDEX CONCURRENTLY by_email ON users (email)').catch(() => {});
    await shop.query(`
      UPDATE pg_index SET indisvalid = false
      WHERE indexrelid IN ('by_name'::regclass, 'again_ccnew'::regclass, 'spare_2'::regclass, 'again_orders'::regclass, 'idle'::regclass, 'blocked'::regclass, 'blocked_ccnew1'::regclass);
      UPDATE pg_index SET indisvalid = false, indislive = false WHERE indexrelid = 'going'::regclass`);
    findings = (await lockstep('check', shop.url, { guards: ['data'] })).findings;
  });

  it('warns of one that queries do not use, and fix rebuilds it', () => {
    expect(of('by_name')).toMatchObject({
      severity: 'warn',
      subject: { kind: 'index', schema: 'public', table: 'users', name: 'by_name' },
      message: 'by_name on users is INVALID: queries do not use it',
      remedy: { automatic: true, sql: ['REINDEX INDEX CONCURRENTLY "public"."by_name"'] },
    });
  });

  it('blocks where a unique one failed on rows with the same key, which come first', () => {
    expect(of('by_email')).toMatchObject({
      severity: 'block',
      message: 'by_email on users is INVALID: queries do not use it, and rows with the same key may be there',
      remedy: { automatic: false, summary: expect.stringContaining('not unique') },
    });
  });

  it('has what a rebuild or a failed DROP left dropped by hand', () => {
    expect(of('again_ccnew')).toMatchObject({
      severity: 'warn',
      message: 'again_ccnew on users is INVALID: REINDEX CONCURRENTLY of again left it',
      remedy: { automatic: false, sql: ['DROP INDEX CONCURRENTLY "public"."again_ccnew"'] },
    });
    expect(of('going')?.remedy).toMatchObject({ automatic: false, sql: ['DROP INDEX CONCURRENTLY "public"."going"'] });
  });

  it('does not rebuild what a valid index does already, nor before the rest of an earlier rebuild is dropped', () => {
    expect(of('spare_2')?.remedy).toMatchObject({ automatic: false, summary: 'drop it: spare does its work' });
    expect(of('blocked')?.remedy).toMatchObject({
      automatic: false,
      sql: ['DROP INDEX CONCURRENTLY "public"."blocked_ccnew1"', 'REINDEX INDEX CONCURRENTLY "public"."blocked"'],
    });
  });

  it('asks the rows only of those that should be valid: what is to be dropped is not unknown', async () => {
    const stranger = await shop.role();
    const report = await lockstep('check', stranger.url, { guards: ['data'] });
    const unread = report.findings.filter(({ code }) => code === 'data/not-examined');
    expect(unread.map(({ subject }) => subject.name)).toEqual(['by_email', 'orders_at_id_key']);
  });

  it('names the partitions that a partitioned index waits for, and its statements make it valid', async () => {
    expect(of('orders_key')).toMatchObject({
      severity: 'block',
      message: 'orders_key on orders is INVALID: no valid index of it is attached in orders a',
    });
    expect(of('again_orders')?.message).toContain('is INVALID, though those of all its partitions are valid');
    const statements = ['orders_key', 'orders_at_id_key', 'again_orders'].flatMap((name) => of(name)?.remedy.sql ?? []);
    for (const statement of statements) await shop.query(statement);
    const { findings: left } = await lockstep('check', shop.url, { guards: ['data'] });
    expect(left.filter(({ code, subject }) => code === 'data/invalid-index' && subject.table === 'orders')).toEqual([]);
  });

  it('is no fault while somebody builds it', async () => {
    const writer = await shop.connect();
    await writer.query('BEGIN; INSERT INTO users VALUES (3, NULL, NULL)');
    const builder = await shop.connect();
    const building = builder.query('CREATE UNIQUE INDEX CONCURRENTLY slow ON users (name)').catch(() => {});
    const begun = () => shop.query("SELECT FROM pg_class WHERE relname = 'slow'");
    await expect.poll(begun, { interval: 5, timeout: 5000 }).toHaveLength(1);
    const reader = await shop.role();
    const report = await lockstep('check', reader.url, { guards: ['data'] });
    expect(report.findings.find(({ subject }) => subject.name === 'slow')).toMatchObject({
      severity: 'info',
      message: expect.stringMatching(/^slow on users is being built by pid \d+$/),
    });
    expect(
      report.findings.filter(({ message }) => message.includes('share name')),
      'nobody asks its rows',
    ).toEqual([]);
    // One of another table is not what is being built.
    expect(report.findings.find(({ subject }) => subject.name === 'idle')?.severity).toBe('warn');
    await writer.query('ROLLBACK');
    await building;
  });
});
