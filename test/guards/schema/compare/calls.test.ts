import { describe, expect, it } from 'vitest';
import { canonical } from '../../../../shared/guards/schema/compare/canonical.ts';
import { differencesOf } from '../../../../shared/guards/schema/compare/compare.ts';
import { database, versions } from '../../../support/database.ts';
import { snapshotOf } from '../snapshot/reading.ts';

/** As SQL has words for it, and as PostgreSQL up to 13 wrote it. */
const spellings: [string, string][] = [
  [`now() AT TIME ZONE 'utc'`, `timezone('utc', now())`],
  [`(now() AT TIME ZONE 'utc') AT TIME ZONE b`, `timezone(b, timezone('utc', now()))`],
  [`(at + interval '1 day') AT TIME ZONE (b || 'x')`, `timezone(b || 'x', at + interval '1 day')`],
  [`(at AT TIME ZONE 'utc')::date`, `timezone('utc', at)::date`],
  ['trim(b)', 'btrim(b)'],
  [`trim(both 'x' from b || b)`, `btrim(b || b, 'x')`],
  [`trim(leading from b)`, `ltrim(b)`],
  [`trim(trailing 'x' from b)`, `rtrim(b, 'x')`],
  [`position('x' || 'y' in b)`, `"position"(b, 'x' || 'y')`],
  [`substring(b from 2)`, `"substring"(b, 2)`],
  [`substring(b from 1 + 1 for 2)`, `"substring"(b, 1 + 1, 2)`],
  [`substring(b similar 'a' escape '#')`, `"substring"(b, 'a', '#')`],
  [`overlay(b placing 'x' from 2 for 1)`, `"overlay"(b, 'x', 2, 1)`],
  ['extract(year from at)', `"extract"('year', at)`],
  ['(at, at) OVERLAPS (at, now())', '"overlaps"(at, at, at, now())'],
];

describe.each(versions)('on PostgreSQL %i', (version) => {
  it('words of SQL and the calls that they are written as before 14 are equal', async () => {
    const made = (side: 0 | 1) => `
      CREATE TABLE t (at timestamptz, b text, ${spellings.map((each, at) => `c${at} text DEFAULT (${each[side].replaceAll(/\bat\b(?! time)/g, 'now()').replaceAll(/\bb\b/g, `'b'`)})::text`).join(', ')});
      CREATE VIEW v AS SELECT ${spellings.map((each, at) => `${each[side]} AS v${at}`).join(', ')} FROM t;
      ALTER TABLE t ADD CHECK (trim(b) <> '' AND ${side === 0 ? `at AT TIME ZONE 'utc'` : `timezone('utc', at)`} > '2020-01-01')`;
    const urls = await Promise.all(
      ([0, 1] as const).map(async (side) => (await database(made(side), { version })).url),
    );
    const [from, to] = [await snapshotOf(urls[0] ?? ''), await snapshotOf(urls[1] ?? '')];
    expect(JSON.stringify(from)).not.toBe(JSON.stringify(to));
    expect(differencesOf(from, to, { owners: false, columnOrder: false })).toEqual([]);
  });
});

it.each([
  [`(now() AT TIME ZONE 'utc'::text)`, `timezone('gmt'::text, now())`],
  ['TRIM(BOTH FROM b)', 'ltrim(b)'],
  ['TRIM(BOTH FROM b)', 'public.btrim(b)'],
  [`POSITION(('x'::text) IN (b))`, `"position"('x'::text, b)`],
  ['SUBSTRING(b FROM 1 FOR 2)', '"substring"(b, 2, 1)'],
  ['btrim(( SELECT b))', 'btrim( SELECT b)'],
  ['"overlaps"(a, (b, c), d)', '"overlaps"(a, b, c, d)'],
  ['((a + b) * timezone(c, d))', '(a + (b * timezone(c, d)))'],
])('%s is not as %s', (one, other) => {
  expect(canonical(one)).not.toBe(canonical(other));
});
