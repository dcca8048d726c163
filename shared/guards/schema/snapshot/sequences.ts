import { owner, relations } from './catalog.ts';
import type { Family } from './family.ts';

/** https://www.postgresql.org/docs/current/sql-createsequence.html: the limits of a sequence that names none. */
const largest = `CASE s.seqtypid WHEN 21 THEN 32767 WHEN 23 THEN 2147483647 ELSE 9223372036854775807 END`;
const isMinimumUsual = `s.seqmin = CASE WHEN s.seqincrement > 0 THEN 1 ELSE -${largest} - 1 END`;
const isMaximumUsual = `s.seqmax = CASE WHEN s.seqincrement > 0 THEN ${largest} ELSE -1 END`;
const isStartUsual = `s.seqstart = CASE WHEN s.seqincrement > 0 THEN s.seqmin ELSE s.seqmax END`;

export const sequenceFamily: Family = {
  kinds: ['sequence'],
  query: (wanted) => `
SELECT
  r.nspname AS in_schema,
  r.relname AS named,
  CASE WHEN s.seqtypid <> 20 THEN format_type(s.seqtypid, NULL) END AS type,
  CASE WHEN s.seqincrement <> 1 THEN s.seqincrement END AS increment,
  CASE WHEN NOT ${isMinimumUsual} THEN s.seqmin END AS minimum,
  CASE WHEN NOT ${isMaximumUsual} THEN s.seqmax END AS maximum,
  CASE WHEN NOT ${isStartUsual} THEN s.seqstart END AS start,
  CASE WHEN s.seqcache <> 1 THEN s.seqcache END AS cache,
  CASE WHEN s.seqcycle THEN 'yes' END AS cycle,
  d.refobjid::regclass::text || '.' || quote_ident(a.attname) AS "owned by",
  CASE r.relpersistence WHEN 'u' THEN 'unlogged' END AS persistence,
  ${owner('r.relowner', wanted)} AS owner
FROM ${relations('S', wanted)} r
JOIN pg_sequence s ON s.seqrelid = r.oid
LEFT JOIN pg_depend d
  ON d.classid = 'pg_class'::regclass
  AND d.objid = r.oid
  AND d.objsubid = 0
  AND d.refclassid = 'pg_class'::regclass
  AND d.refobjsubid > 0
  AND d.deptype IN ('a', 'i')
LEFT JOIN pg_attribute a ON a.attrelid = d.refobjid AND a.attnum = d.refobjsubid
WHERE d.deptype IS DISTINCT FROM 'i'`,
};

/** What the sequence `s` of an identity column is told to be beyond the usual, as SQL writes it; NULL where nothing. */
export const identityOptions = `nullif(concat_ws(' ',
    CASE WHEN s.seqincrement <> 1 THEN 'INCREMENT BY ' || s.seqincrement END,
    CASE WHEN NOT ${isMinimumUsual} THEN 'MINVALUE ' || s.seqmin END,
    CASE WHEN NOT ${isMaximumUsual} THEN 'MAXVALUE ' || s.seqmax END,
    CASE WHEN NOT ${isStartUsual} THEN 'START WITH ' || s.seqstart END,
    CASE WHEN s.seqcache <> 1 THEN 'CACHE ' || s.seqcache END,
    CASE WHEN s.seqcycle THEN 'CYCLE' END
  ), '')`;
