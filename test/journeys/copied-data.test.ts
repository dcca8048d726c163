import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Report } from '../../shared/model/report.ts';
import { database } from '../support/database.ts';
import { lockstep, targetAt, type Wish } from '../support/lockstep.ts';

const script = (name: string) => readFileSync(`test/journeys/${name}.sql`, 'utf8');

/** What stands in the way of a deploy, in the order of the report: code and object. */
function told(report: Report): string[] {
  return report.findings
    .filter(({ severity }) => severity !== 'info')
    .map(({ code, subject: { table, name } }) => `${code} ${table === undefined ? name : `${table}.${name}`}`);
}

test('a copy that went around foreign keys is told completely, and passes after the documented repair', async () => {
  const [source, copy] = await Promise.all([database(script('copied-data-source')), database(script('copied-data'))]);
  // It fails on the address that two customers share, and leaves an INVALID index.
  await copy.query('CREATE UNIQUE INDEX CONCURRENTLY customers_mail ON customers (mail)').catch(() => {});
  const wish: Wish = {
    guards: ['sequences', 'data'],
    all: true,
    reference: { name: 'source', target: targetAt(source.url, 'source') },
  };

  const before = await lockstep('check', copy.url, wish);
  expect(before.verdict).toBe('block');
  expect(told(before)).toEqual([
    'sequences/behind orders.orders_id_seq',
    'data/duplicate-rows customers.customers_mail',
    'data/invalid-index customers.customers_mail',
    'data/foreign-key-lost order_lines.order_lines_order_id_fkey',
    'data/duplicate-rows system_config.system_config_pkey',
    'data/key-lost system_config.system_config_pkey',
    'data/orphan-rows orders.orders_customer_id_fkey',
    'data/orphan-rows order_lines.order_lines_order_id_fkey',
    'data/not-validated orders.orders_total',
    'data/trigger-disabled orders.orders_touch',
    'data/row-count system_config',
  ]);
  expect(before.findings.map(({ message }) => message)).toEqual(
    expect.arrayContaining([
      '6 rows of orders refer to 2 rows of customers that are not there: customer_id 7, 8',
      '2 rows of order_lines refer to 1 row of orders that is not there: order_id 5; the constraint was lost',
    ]),
  );

  // What was lost is made again by the statements of the report; fix validates.
  const lost = before.findings.filter(({ code }) => code.endsWith('-lost'));
  await copy.query(script('copied-data-repair'));
  for (const sql of lost.flatMap(({ remedy }) => remedy.sql ?? []).filter((sql) => !sql.includes('VALIDATE'))) {
    await copy.query(sql);
  }

  const fix = await lockstep('fix', copy.url, wish);
  expect(fix.changes.map(({ method, subject }) => `${method} ${subject.name}`)).toEqual([
    'advance orders_id_seq',
    'validate order_lines_order_id_fkey',
    'validate orders_total',
    'reindex customers_mail',
  ]);
  const after = await lockstep('verify', copy.url, wish);
  expect(told(after)).toEqual([]);
  expect(after.verdict).toBe('pass');
});
