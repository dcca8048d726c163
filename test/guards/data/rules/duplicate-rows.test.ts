import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { findingOf, lockstep, targetAt } from '../../../support/lockstep.ts';

it('counts the rows in the way of a key that the configuration expects', async () => {
  const shop = await database(`
    CREATE TABLE system_config (id int PRIMARY KEY, key text, value text);
    INSERT INTO system_config SELECT n, 'k' || n % 7, n FROM generate_series(1, 13) n;
    INSERT INTO system_config VALUES (14, NULL), (15, NULL)`);
  const expectation = {
    primaryKeys: { 'public.system_config': ['key'] },
    unique: { 'public.system_config': [['id']] },
  };
  const report = await lockstep('check', shop.url, { guards: ['data'], settings: { expect: expectation } });
  const finding = findingOf(report, 'data/duplicate-rows');
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'constraint', schema: 'public', table: 'system_config', name: '(key)' },
    evidence: { rows: '14', values: '7', first: ['k1', 'k2', 'k3', 'k4', 'k5'] },
  });
  expect(await shop.query(finding.remedy.sql?.[0] ?? '')).toHaveLength(7);
  const unique = { unique: { 'public.system_config': [['key']] } };
  const nullsMayRepeat = await lockstep('check', shop.url, { guards: ['data'], settings: { expect: unique } });
  expect(findingOf(nullsMayRepeat, 'data/duplicate-rows').evidence.rows).toBe('12');
});

it('shows of a value no more than 40 letters, and nothing that steers a terminal', async () => {
  const shop = await database(`
    CREATE TABLE t (id int PRIMARY KEY, note text);
    INSERT INTO t SELECT n, E'\\x1b[2J' || repeat('é', 500) FROM generate_series(1, 2) n`);
  const settings = { expect: { unique: { 'public.t': [['note']] } } };
  const finding = findingOf(await lockstep('check', shop.url, { guards: ['data'], settings }), 'data/duplicate-rows');
  const shown = `\u{FFFD}[2J${'é'.repeat(35)}…`;
  expect(finding.evidence.first).toEqual([shown]);
  expect(finding.message.endsWith(`: ${shown}`)).toBe(true);
});

it('counts them for a key that the other database has, and for an index that is not valid', async () => {
  const staging = await database('CREATE TABLE t (id int PRIMARY KEY, mail text)');
  const shop = await database(`CREATE TABLE t (id int, mail text); INSERT INTO t VALUES (1, 'a'), (1, 'b'), (2, 'b')`);
  await shop.query('CREATE UNIQUE INDEX CONCURRENTLY t_mail ON t (mail)').catch(() => {});
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const report = await lockstep('check', shop.url, { guards: ['data'], reference });
  const found = report.findings.filter(({ code }) => code === 'data/duplicate-rows');
  expect(found.map(({ subject, evidence }) => [subject.kind, subject.name, evidence.first])).toEqual([
    ['index', 't_mail', ['b']],
    ['constraint', 't_pkey', ['1']],
  ]);
});
