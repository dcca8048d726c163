import { expect, it } from 'vitest';
import { carefulStatement } from '../../../../shared/guards/migrations/rules/careful-statement.ts';
import { dangerousStatement } from '../../../../shared/guards/migrations/rules/dangerous-statement.ts';
import type { LintEntry } from '../../../../shared/model/report.ts';
import { found } from '../made.ts';

const entry: LintEntry = {
  migration: '3_index',
  file: 'db/migrations/3_index.sql',
  line: 2,
  rule: 'create-index-not-concurrently',
  class: 'dangerous',
  lock: 'ShareLock',
  table: 'public.orders',
  message: 'keeps writers out of orders',
  sql: ['CREATE INDEX CONCURRENTLY i ON orders (id)'],
};

it('blocks at its line, with the safe SQL and where the rule is explained', () => {
  const [finding, ...others] = found(dangerousStatement, { lint: [entry] });
  expect(others).toEqual([]);
  expect(finding).toMatchObject({
    severity: 'block',
    subject: { kind: 'migration', name: '3_index' },
    message: 'db/migrations/3_index.sql:2: keeps writers out of orders',
    evidence: { rule: 'create-index-not-concurrently', lock: 'ShareLock', table: 'public.orders', line: 2 },
    remedy: { sql: entry.sql, automatic: false },
  });
  expect(finding?.remedy.summary).toContain('lockstep explain create-index-not-concurrently');
});

it('is quiet about what the migration allows, what is only careful, and migrations that the settings ignore', () => {
  const allowed = { ...entry, allowed: 'the table is empty' };
  const careful = { ...entry, class: 'careful' as const };
  expect(found(dangerousStatement, { lint: [allowed, careful] })).toEqual([]);
  expect(found(carefulStatement, { lint: [careful] })).toHaveLength(1);
  const settings = { migrations: { ignore: [{ migration: '3_index', reason: 'at night' }] } };
  expect(found(dangerousStatement, { lint: [entry] }, settings)).toEqual([]);
});

it('gives the steps where it takes several deploys', () => {
  const [finding] = found(dangerousStatement, { lint: [{ ...entry, recipe: ['add the column', 'fill it'] }] });
  expect(finding?.remedy.summary).toContain('1. add the column 2. fill it');
});
