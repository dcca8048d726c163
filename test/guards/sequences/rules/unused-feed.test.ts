import { expect, it } from 'vitest';
import { checked, findingOf } from '../../../support/lockstep.ts';

const orders = 'CREATE SEQUENCE s; CREATE TABLE orders (id bigint PRIMARY KEY); INSERT INTO orders VALUES (5)';

it.each([
  ['sequence', { 'public.t': ['public.orders.id'] }, 'no sequence public.t here'],
  ['column', { 'public.s': ['public.ordres.id'] }, 'no column public.ordres.id here'],
  ['schema', { 'shop.s': ['shop.orders.id'] }, 'no sequence shop.s here'],
])('does not pass where the configuration misspells a %s', async (_, feeds, message) => {
  const report = await checked(orders, { sequences: { feeds } });
  expect(report.verdict).toBe('unknown');
  expect(findingOf(report, 'sequences/unused-feed').message).toContain(message);
});

it('names the wrong one of two columns, and judges the other', async () => {
  const report = await checked(orders, {
    sequences: { feeds: { 'public.s': ['public.orders.id', 'public.orders.no'] } },
  });
  expect(findingOf(report, 'sequences/unused-feed').evidence.column).toBe('public.orders.no');
  expect(report.verdict).toBe('block');
});

it('says nothing of a partition whose root holds it already', async () => {
  const report = await checked(
    `CREATE SEQUENCE s; CREATE TABLE orders (id bigint PRIMARY KEY DEFAULT nextval('s')) PARTITION BY RANGE (id);
     CREATE TABLE part PARTITION OF orders DEFAULT`,
    { sequences: { feeds: { 'public.s': ['public.part.id'] } } },
  );
  expect(report.verdict).toBe('pass');
});
