import { expect, it } from 'vitest';
import { database } from '../../../support/database.ts';
import { lockstep, targetAt } from '../../../support/lockstep.ts';

const tables = (rows: Record<string, number>) =>
  Object.entries(rows)
    .map(
      ([name, count]) =>
        `CREATE TABLE ${name} (id int PRIMARY KEY); INSERT INTO ${name} SELECT generate_series(1, ${count})`,
    )
    .join(';');

async function compared(here: Record<string, number>, there: Record<string, number>) {
  const [production, staging] = await Promise.all([database(tables(here)), database(tables(there))]);
  const reference = { name: 'staging', target: targetAt(staging.url) };
  return lockstep('check', production.url, { guards: ['data'], reference });
}

it('warns of the table that does not have the rows of a copy, and lists all side by side', async () => {
  const report = await compared(
    { customers: 1000, orders: 600, kinds: 5, lost: 0 },
    { customers: 1050, orders: 1000, kinds: 5, lost: 1 },
  );
  const found = report.findings.filter(({ code }) => code === 'data/row-count');
  expect(found.map(({ severity, message }) => [severity, message])).toEqual([
    ['warn', 'lost has no rows, and 1 row in staging'],
    ['warn', 'orders has 600 rows, and 1000 rows in staging'],
  ]);
  expect(report.tables).toContainEqual({
    schema: 'public',
    name: 'orders',
    rows: '600',
    exact: true,
    other: { target: 'staging', rows: '1000', exact: true },
  });
});

it('takes other environments for what they are: only a table that is empty here is told', async () => {
  const report = await compared(
    { customers: 9000, orders: 7000, kinds: 5, later: 0 },
    { customers: 3000, orders: 100, kinds: 5, later: 12 },
  );
  const found = report.findings.filter(({ code }) => code === 'data/row-count');
  expect(found).toMatchObject([{ severity: 'info', message: 'later has no rows, and 12 rows in staging' }]);
});

it('tells that the largest table is empty, which nobody counts elsewhere', async () => {
  const wide = `CREATE TABLE wide (text text DEFAULT repeat('x', 1000), id int PRIMARY KEY)`;
  const [production, staging] = await Promise.all([
    database(`${tables({ deleted: 5000, kinds: 5, largest: 0 })}; ANALYZE; ${wide};
      ALTER TABLE deleted SET (autovacuum_enabled = off); DELETE FROM deleted`),
    database(`${tables({ deleted: 5000, kinds: 5, largest: 6000 })}; ${wide};
      INSERT INTO wide (id) SELECT generate_series(1, 900); ANALYZE`),
  ]);
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const settings = { data: { mostCost: 60 } };
  const report = await lockstep('check', production.url, { guards: ['data'], reference, settings });
  expect(report.findings.map(({ severity, message, evidence }) => [severity, message, evidence.estimated])).toEqual([
    ['warn', 'deleted has no rows, and about 5000 rows in staging', true],
    ['warn', 'largest has no rows, and about 6000 rows in staging', true],
  ]);
});

it('is unknown where the other target cannot be read, and the rest is told', async () => {
  const { url } = await database('CREATE TABLE plain (a int)');
  const reference = { name: 'staging', target: targetAt(url.replace(/test_\w+$/, 'gone')) };
  const settings = { limits: { connectSeconds: 1 } };
  const report = await lockstep('check', url, { guards: ['data'], reference, settings });
  expect(report.verdict).toBe('unknown');
  expect(report.findings.filter(({ unknown }) => unknown).map(({ code }) => code)).toEqual(['data/not-examined']);
  expect(report.findings.map(({ code }) => code)).toContain('data/no-primary-key');
});

it('is unknown, once, where the replica that rows are counted on does not answer', async () => {
  const [production, staging] = await Promise.all([
    database(tables({ customers: 0, orders: 0 })),
    database(tables({ customers: 1000, orders: 2000 })),
  ]);
  const reference = { name: 'staging', target: targetAt(staging.url) };
  const readFrom = targetAt('postgres://nobody@127.0.0.1:1/x?sslmode=disable', 'replica');
  const settings = { limits: { connectSeconds: 0.1 } };
  const { verdict, findings } = await lockstep('check', production.url, {
    guards: ['data'],
    reference,
    readFrom,
    settings,
  });
  expect(verdict).toBe('unknown');
  expect(findings).toMatchObject([{ code: 'data/not-examined', subject: { kind: 'target', name: 'replica' } }]);
  expect(findings[0]?.message).toContain('nobody knows how many rows the tables have: replica could not be read from');
  const asked = await lockstep('check', production.url, { guards: ['data'], readFrom, settings });
  expect(asked.verdict).toBe('pass');
});
