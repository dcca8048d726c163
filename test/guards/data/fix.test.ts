import { describe, expect, it } from 'vitest';
import { data } from '../../../shared/guards/data/index.ts';
import { scriptFor } from '../../../shared/run.ts';
import { withSession } from '../../../shared/session/session.ts';
import { database, versions } from '../../support/database.ts';
import { codesOf, findingOf, houseFor, lockstep, requestFor, type Wish } from '../../support/lockstep.ts';
import { transports } from '../../support/transports.ts';

const broken = `
  CREATE TABLE customers (id int PRIMARY KEY, email text);
  CREATE TABLE "Orders" (id int PRIMARY KEY, customer int, total int);
  INSERT INTO customers SELECT n, n || '@x' FROM generate_series(1, 50) n;
  INSERT INTO "Orders" SELECT n, n, n FROM generate_series(1, 50) n;
  CREATE INDEX ON "Orders" (customer);
  CREATE UNIQUE INDEX by_email ON customers (email);
  ALTER TABLE "Orders" ADD CONSTRAINT to_customer FOREIGN KEY (customer) REFERENCES customers NOT VALID;
  ALTER TABLE "Orders" ADD CONSTRAINT positive CHECK (total > 0) NOT VALID;
  UPDATE pg_index SET indisvalid = false WHERE indexrelid = 'by_email'::regclass`;

const fix = (url: string, wish: Wish = {}) => lockstep('fix', url, { guards: ['data'], ...wish });

describe.each(transports)('over %s', (transport) => {
  it('validates constraints and rebuilds indexes, after which nothing is left to find', async () => {
    const shop = await database(broken);
    const report = await fix(shop.url, { transport });
    expect(report).toMatchObject({ verdict: 'pass', findings: [] });
    expect(report.summary).toMatch(/^fixed 2 constraints, 1 index; all clear/);
    expect(report.changes.map(({ subject, method, lock, from, to }) => [subject.name, method, lock, from, to])).toEqual(
      [
        ['positive', 'validate', 'ShareUpdateExclusiveLock', 'NOT VALID', 'valid'],
        ['to_customer', 'validate', 'ShareUpdateExclusiveLock', 'NOT VALID', 'valid'],
        ['by_email', 'reindex', 'ShareUpdateExclusiveLock', 'INVALID', 'valid'],
      ],
    );
    expect(await lockstep('verify', shop.url, { guards: ['data'], transport })).toMatchObject({
      verdict: 'pass',
      findings: [],
    });
  });
});

describe.each(versions)('on PostgreSQL %i', (version) => {
  it('waits for who writes already, and holds up nobody meanwhile', async () => {
    const shop = await database(broken, { version });
    const slow = await shop.connect();
    await slow.query(`BEGIN; INSERT INTO customers VALUES (1000, 'slow'); INSERT INTO "Orders" VALUES (1000, 1000, 1)`);
    const fixing = fix(shop.url, { settings: { limits: { lockSeconds: 0.1 } } });
    const waiting = () => shop.query("SELECT FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted");
    const others = await shop.connect();
    await others.query('SET lock_timeout = 100');
    let id = 2000;
    const write = async () => {
      id += 1;
      await others.query(
        `INSERT INTO customers VALUES (${id}, '${id}@x'); INSERT INTO "Orders" VALUES (${id}, ${id}, 1)`,
      );
      await others.query(
        `UPDATE customers SET email = '${id}@y' WHERE id = ${id}; DELETE FROM "Orders" WHERE id = ${id}`,
      );
      return waiting();
    };
    // Whoever waits longer than that for a lock fails.
    await expect.poll(write, { interval: 1, timeout: 8000 }).toHaveLength(1);
    for (let more = 0; more < 20; more += 1) expect(await write()).toHaveLength(1);
    await slow.query('COMMIT');
    const report = await fixing;
    expect(report.changes.map(({ applied }) => applied)).toEqual([true, true, true]);
    expect(codesOf(report)).toEqual([]);
  });

  it('says which columns are to be unique where a rebuild fails, what that left, and goes no further the next time', async () => {
    const shop = await database(
      `CREATE TABLE users (id int PRIMARY KEY, email text); INSERT INTO users VALUES (1, 'secret');
      CREATE UNIQUE INDEX email_key ON users (email)`,
      { version },
    );
    await shop.query(
      `UPDATE pg_index SET indisvalid = false, indisready = false WHERE indexrelid = 'email_key'::regclass`,
    );
    const request = requestFor('fix', shop.url, { guards: ['data'] });
    const findings = await withSession(request, houseFor(), async (session) => {
      const facts = await data.facts(session, request);
      await shop.query("INSERT INTO users VALUES (2, 'secret')");
      return data.fix(session, facts, { request, changes: [] });
    });
    expect(findings).toMatchObject([{ code: 'data/fix-failed' }]);
    const [failed] = findings;
    expect(failed).toMatchObject({
      severity: 'block',
      subject: { kind: 'index', name: 'email_key' },
      message: expect.stringContaining('23505'),
      remedy: {
        automatic: false,
        summary: expect.stringContaining('look for rows with the same key'),
        sql: ['DROP INDEX CONCURRENTLY "public"."email_key_ccnew"', 'REINDEX INDEX CONCURRENTLY "public"."email_key"'],
      },
    });
    expect(failed?.message).toContain('email_key_ccnew, which slows down writes');
    expect(JSON.stringify(findings)).not.toMatch(/secret/i);
    const again = await fix(shop.url);
    expect(again.changes).toEqual([]);
    expect(findingOf(again, 'data/not-fixed').message).toContain('an earlier rebuild failed, and left email_key_ccnew');
    expect(await shop.query("SELECT FROM pg_class WHERE relname LIKE 'email_key_ccnew%'")).toHaveLength(1);
    await shop.query('DELETE FROM users WHERE id = 2; DROP INDEX email_key_ccnew');
    expect(await fix(shop.url)).toMatchObject({ verdict: 'pass', findings: [] });
  });

  it('rebuilds no unique index whose rows nobody has seen to be unique, and check does not promise it', async () => {
    const shop = await database(
      `CREATE TABLE users (id int PRIMARY KEY, email text, kind int); INSERT INTO users VALUES (1, 'A', 1), (2, 'a', 1);
      CREATE INDEX by_lower ON users (lower(email)); CREATE INDEX by_some ON users (kind) WHERE id > 0;
      CREATE INDEX by_email ON users (email)`,
      { version },
    );
    await shop.query(`UPDATE pg_index SET indisvalid = false, indisunique = true
      WHERE indexrelid IN ('by_lower'::regclass, 'by_some'::regclass, 'by_email'::regclass)`);
    const settings = { data: { mostCost: 1 } };
    const found = (await lockstep('check', shop.url, { guards: ['data'], settings })).findings;
    const remedies = found.flatMap(({ code, remedy }) => (code === 'data/invalid-index' ? [remedy] : []));
    expect(remedies.map(({ automatic }) => automatic)).toEqual([false, false, false]);
    const report = await fix(shop.url, { settings });
    expect(report.changes).toEqual([]);
    const left = report.findings.filter(({ code }) => code === 'data/not-fixed');
    expect(left.map(({ subject, remedy }) => [subject.name, remedy.sql])).toEqual(
      ['by_email', 'by_lower', 'by_some'].map((name) => [name, [`REINDEX INDEX CONCURRENTLY "public"."${name}"`]]),
    );
    expect(left[0]?.message).toContain('above data.mostCost');
    expect(left[1]?.remedy.summary).toContain('look for rows with the same key');
    expect(await shop.query("SELECT FROM pg_class WHERE relname LIKE '%_ccnew%'")).toEqual([]);
    expect((await fix(shop.url)).changes).toMatchObject([{ subject: { name: 'by_email' }, applied: true }]);
  });

  it('says what the server refused without the value of a row', async () => {
    const shop = await database(
      `CREATE TABLE t (id int PRIMARY KEY, note text); INSERT INTO t VALUES (1, 'Jane "Roe"');
       ALTER TABLE t ADD CONSTRAINT number CHECK (note::int > 0) NOT VALID`,
      { version },
    );
    const { message } = findingOf(await fix(shop.url), 'data/fix-failed');
    expect(message).toContain('invalid input syntax for type integer: "..."');
  });

  it('leaves rows that break a constraint to a person', async () => {
    const shop = await database(
      `CREATE TABLE customers (id int PRIMARY KEY); CREATE TABLE orders (id int PRIMARY KEY, customer int, total int);
      CREATE INDEX ON orders (customer); INSERT INTO orders VALUES (1, 77, -5);
      ALTER TABLE orders ADD CONSTRAINT to_customer FOREIGN KEY (customer) REFERENCES customers NOT VALID;
      ALTER TABLE orders ADD CONSTRAINT positive CHECK (total > 0) NOT VALID`,
      { version },
    );
    const report = await fix(shop.url);
    expect(report).toMatchObject({ verdict: 'block', changes: [] });
    expect(findingOf(report, 'data/fix-failed')).toMatchObject({
      subject: { kind: 'constraint', table: 'orders', name: 'positive' },
      message: expect.stringContaining('is violated by some row'),
    });
    expect(findingOf(report, 'data/not-fixed').subject.name).toBe('to_customer');
    expect(await shop.query('SELECT * FROM orders')).toEqual([{ id: 1, customer: 77, total: -5 }]);
  });
});

describe('what is asked', () => {
  it('is said by a dry run in the very statements of the script, and changes nothing', async () => {
    const shop = await database(broken);
    const planned = await fix(shop.url, { fix: { dryRun: true } });
    expect(planned.summary).toBe('would fix 2 constraints, 1 index (dry run)');
    expect(planned.changes.every(({ applied }) => !applied)).toBe(true);
    const sql = planned.changes.flatMap((change) => change.sql);
    const script = await scriptFor(requestFor('fix', shop.url, { guards: ['data'] }), houseFor());
    expect(script.split('\n').filter((line) => /^(ALTER|REINDEX)/.test(line))).toEqual(sql.map((line) => `${line};`));
    expect((await lockstep('check', shop.url, { guards: ['data'] })).findings).toHaveLength(3);
    for (const statement of sql) await shop.query(statement);
    expect(await lockstep('check', shop.url, { guards: ['data'] })).toMatchObject({ findings: [] });
  });

  it('is done to what is named alone, and not to what the settings ignore', async () => {
    const shop = await database(broken);
    const ignore = [{ object: 'public.Orders.*', reason: 'later' }];
    const named = await fix(shop.url, { fix: { only: ['Orders.positive'] } });
    expect(named.changes.map(({ subject }) => subject.name)).toEqual(['positive']);
    const rest = await fix(shop.url, { settings: { data: { ignore } } });
    expect(rest.changes.map(({ subject }) => subject.name)).toEqual(['by_email']);
    await expect(fix(shop.url, { fix: { only: ['nothing'] } })).rejects.toThrow('nothing of that name to repair');
  });

  it('is left to the owner by a role that may not', async () => {
    const shop = await database(broken);
    const reader = await shop.role((role) => `GRANT SELECT ON ALL TABLES IN SCHEMA public TO ${role}`);
    const report = await fix(reader.url);
    expect(report.changes).toEqual([]);
    const left = report.findings.filter(({ code }) => code === 'data/not-fixed');
    expect(left.map(({ subject, remedy }) => [subject.name, remedy.summary, remedy.sql])).toEqual([
      ['by_email', 'run it as postgres', ['REINDEX INDEX CONCURRENTLY "public"."by_email"']],
      ['positive', 'run it as postgres', ['ALTER TABLE "public"."Orders" VALIDATE CONSTRAINT "positive"']],
      ['to_customer', 'run it as postgres', ['ALTER TABLE "public"."Orders" VALIDATE CONSTRAINT "to_customer"']],
    ]);
    expect(report.next).toEqual([]);
  });

  it('waits for a migration, as often as for a sequence, and says so where that is not enough', async () => {
    const shop = await database(broken);
    const migration = await shop.connect();
    await migration.query('BEGIN; LOCK TABLE "Orders" IN SHARE UPDATE EXCLUSIVE MODE');
    const settings = { limits: { lockSeconds: 0.05 } };
    const only = ['Orders.positive'];
    const report = await fix(shop.url, { settings, fix: { only } });
    expect(findingOf(report, 'data/fix-failed').remedy.summary).toBe('run fix again when the migration is through');
    const fixing = fix(shop.url, { settings: { limits: { lockSeconds: 1 } }, fix: { only } });
    const waiting = () => shop.query("SELECT FROM pg_locks WHERE NOT granted AND mode = 'ShareUpdateExclusiveLock'");
    await expect.poll(waiting, { interval: 5, timeout: 5000 }).not.toHaveLength(0);
    await migration.query('COMMIT');
    expect((await fixing).changes).toMatchObject([{ applied: true }]);
  });

  it('says what a rebuild that is stopped may have left, which the next check names', async () => {
    const shop = await database(broken);
    const slow = await shop.connect();
    await slow.query('BEGIN; LOCK TABLE customers IN ROW EXCLUSIVE MODE');
    const stop = new AbortController();
    const fixing = fix(shop.url, { fix: { only: ['by_email'] }, signal: stop.signal });
    const waiting = () => shop.query("SELECT FROM pg_locks WHERE locktype = 'virtualxid' AND NOT granted");
    await expect.poll(waiting, { interval: 5, timeout: 8000 }).toHaveLength(1);
    stop.abort();
    expect((await fixing).summary).toContain('the rebuild of by_email may have left an INVALID index');
    await slow.query('ROLLBACK');
    const left = (await lockstep('check', shop.url, { guards: ['data'] })).findings;
    expect(left.map(({ subject }) => subject.name)).toContain('by_email_ccnew');
  });
});
