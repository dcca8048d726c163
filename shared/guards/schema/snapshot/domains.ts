import { owner, types } from './catalog.ts';
import type { Family } from './family.ts';

/** The default from its tree: `typdefault` is text as the search path of that time wrote it. */
export const domainFamily: Family = {
  kinds: ['domain'],
  query: (wanted) => `
SELECT
  t.nspname AS in_schema,
  t.typname AS named,
  format_type(t.typbasetype, t.typtypmod) AS type,
  pg_get_expr(t.typdefaultbin, 0) AS default,
  CASE WHEN t.typnotnull THEN 'yes' END AS "not null",
  CASE WHEN t.typcollation <> b.typcollation THEN t.typcollation::regcollation::text END AS collation,
  (
    SELECT json_agg(quote_ident(k.conname) || ' ' || pg_get_constraintdef(k.oid) ORDER BY k.conname)
    FROM pg_constraint k
    WHERE k.contypid = t.oid AND k.contype = 'c'
  ) AS checks,
  ${owner('t.typowner', wanted)} AS owner
FROM ${types('d', wanted)} t
LEFT JOIN pg_type b ON b.oid = t.typbasetype`,
};
