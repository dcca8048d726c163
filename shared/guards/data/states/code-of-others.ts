/**
 * What an expression may be made of to do no more than compute. A name in the tree cannot hide a node: the server puts a
 * backslash before its braces.
 */
const harmless = [
  'VAR',
  'CONST',
  'FUNCEXPR',
  'NAMEDARGEXPR',
  'OPEXPR',
  'DISTINCTEXPR',
  'NULLIFEXPR',
  'SCALARARRAYOPEXPR',
  'BOOLEXPR',
  'RELABELTYPE',
  'COERCEVIAIO',
  'ARRAYCOERCEEXPR',
  'COLLATEEXPR',
  'CASEEXPR',
  'CASEWHEN',
  'CASETESTEXPR',
  'ARRAYEXPR',
  'SUBSCRIPTINGREF',
  'COALESCEEXPR',
  'MINMAXEXPR',
  'SQLVALUEFUNCTION',
  'NULLTEST',
  'BOOLEANTEST',
  'ROWEXPR',
  // Until 15, some of them had shorter names.
  'CASE',
  'WHEN',
  'ARRAY',
  'COALESCE',
  'MINMAX',
  'ROW',
];

/** The numbers that stand behind a field of an expression. */
const numbers = (tree: string, field: string) => `regexp_matches(${tree}, ':${field} (\\d+)', 'g') AS found (match)`;

/**
 * Whose code VALIDATE CONSTRAINT would run as this role: null where it is nobody's but the server's, a superuser's and this
 * role's own. `alias`: of pg_constraint. Unlike REINDEX, it stays the role that it is, and is not restricted: what it calls
 * may do all that a superuser may. https://www.postgresql.org/docs/current/sql-altertable.html
 *
 * The expression of a check is code of the owner of its table, and functions of the server run any SQL that they are given
 * (query_to_xml). Where that is neither this role nor a superuser, it may call IMMUTABLE functions alone.
 * A foreign key is proven by a query: operators and casts, and the indexes and statistics that the planner looks at.
 */
export const codeOfOthers = (alias: string) => `(
  WITH RECURSIVE trusted AS (
    SELECT oid
    FROM pg_catalog.pg_roles
    WHERE rolsuper OR rolname = current_user
  ), relation (oid) AS (
    SELECT unnest(ARRAY[${alias}.conrelid, ${alias}.confrelid])
    UNION
    SELECT h.inhrelid
    FROM relation
    JOIN pg_catalog.pg_inherits h ON h.inhparent = relation.oid
  ), own AS (
    SELECT c.oid, c.conbin::text AS tree, t.relowner NOT IN (SELECT oid FROM trusted) AS theirs, t.relowner
    FROM relation
    JOIN pg_catalog.pg_constraint c ON c.conrelid = relation.oid
    JOIN pg_catalog.pg_class t ON t.oid = relation.oid
    WHERE c.oid = ${alias}.oid
      OR c.contype = 'c' AND ${alias}.contype = 'c' AND c.conname = ${alias}.conname
  ), paired (oid) AS (
    SELECT a.atttypid
    FROM pg_catalog.pg_attribute a
    WHERE ${alias}.contype = 'f'
      AND (
        a.attrelid = ${alias}.conrelid AND a.attnum = ANY (${alias}.conkey)
        OR a.attrelid = ${alias}.confrelid AND a.attnum = ANY (${alias}.confkey)
      )
    UNION
    SELECT CASE WHEN t.typbasetype = 0 THEN t.typelem ELSE t.typbasetype END
    FROM paired
    JOIN pg_catalog.pg_type t ON t.oid = paired.oid
  ), node (class, oid) AS (
    SELECT 'pg_catalog.pg_constraint'::regclass::oid, oid
    FROM own
    UNION
    SELECT 'pg_catalog.pg_class'::regclass::oid, i.indexrelid
    FROM relation
    JOIN pg_catalog.pg_index i ON i.indrelid = relation.oid
    WHERE ${alias}.contype = 'f'
    UNION
    SELECT 'pg_catalog.pg_statistic_ext'::regclass::oid, s.oid
    FROM relation
    JOIN pg_catalog.pg_statistic_ext s ON s.stxrelid = relation.oid
    WHERE ${alias}.contype = 'f'
    UNION
    SELECT 'pg_catalog.pg_cast'::regclass::oid, c.oid
    FROM paired
    JOIN pg_catalog.pg_cast c ON c.castsource = paired.oid
    JOIN pg_catalog.pg_operator o ON c.casttarget IN (o.oprleft, o.oprright)
    WHERE o.oid = ANY (${alias}.conpfeqop || ${alias}.conppeqop || ${alias}.conffeqop)
    UNION
    SELECT 'pg_catalog.pg_proc'::regclass::oid, p.amproc
    FROM paired
    JOIN pg_catalog.pg_opclass c ON c.opcintype = paired.oid
    JOIN pg_catalog.pg_amproc p ON p.amprocfamily = c.opcfamily
    UNION
    SELECT next.class, next.oid
    FROM node
    CROSS JOIN LATERAL (
      SELECT d.refclassid, d.refobjid
      FROM pg_catalog.pg_depend d
      WHERE d.classid = node.class
        AND d.objid = node.oid
        AND (
          d.refclassid IN (
            'pg_catalog.pg_proc'::regclass::oid, 'pg_catalog.pg_operator'::regclass::oid, 'pg_catalog.pg_type'::regclass::oid
          )
          OR d.refclassid = 'pg_catalog.pg_class'::regclass::oid AND node.class = 'pg_catalog.pg_proc'::regclass::oid
        )
      UNION ALL
      SELECT 'pg_catalog.pg_constraint'::regclass::oid, c.oid
      FROM pg_catalog.pg_constraint c
      WHERE node.class = 'pg_catalog.pg_type'::regclass::oid
        AND c.contypid = node.oid
      UNION ALL
      SELECT 'pg_catalog.pg_class'::regclass::oid, t.typrelid
      FROM pg_catalog.pg_type t
      WHERE node.class = 'pg_catalog.pg_type'::regclass::oid
        AND t.oid = node.oid
        AND t.typrelid <> 0
      UNION ALL
      SELECT 'pg_catalog.pg_proc'::regclass::oid, p.amproc
      FROM pg_catalog.pg_amop a
      JOIN pg_catalog.pg_amproc p ON p.amprocfamily = a.amopfamily
      WHERE node.class = 'pg_catalog.pg_operator'::regclass::oid
        AND a.amopopr = node.oid
    ) next (class, oid)
  ), code (what, owner) AS (
    SELECT format('the function %I.%I', n.nspname, p.proname), p.proowner
    FROM node
    JOIN pg_catalog.pg_proc p ON p.oid = node.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE node.class = 'pg_catalog.pg_proc'::regclass::oid
    UNION ALL
    SELECT 'the type ' || format_type(t.oid, NULL), t.typowner
    FROM node
    JOIN pg_catalog.pg_type t ON t.oid = node.oid
    WHERE node.class = 'pg_catalog.pg_type'::regclass::oid
      AND t.typtype IN ('c', 'd')
    UNION ALL
    SELECT 'a cast of ' || format_type(t.oid, NULL), t.typowner
    FROM node
    JOIN pg_catalog.pg_cast c ON c.oid = node.oid
    JOIN pg_catalog.pg_type t ON t.oid IN (c.castsource, c.casttarget)
    WHERE node.class = 'pg_catalog.pg_cast'::regclass::oid
    UNION ALL
    SELECT format('the view %I.%I', n.nspname, v.relname), v.relowner
    FROM node
    JOIN pg_catalog.pg_class v ON v.oid = node.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = v.relnamespace
    WHERE node.class = 'pg_catalog.pg_class'::regclass::oid
      AND v.relkind = 'v'
    UNION ALL
    SELECT 'its expression', own.relowner
    FROM own
    WHERE own.theirs
      AND EXISTS (
        SELECT FROM regexp_matches(own.tree, '\\{([A-Z]+)', 'g') AS found (match)
        WHERE match[1] <> ALL ('{${harmless.join(',')}}')
        UNION ALL
        SELECT FROM ${numbers('own.tree', '(?!vartype)[a-z_]*type(?:id)?')}
        JOIN pg_catalog.pg_type t ON t.oid = match[1]::oid
        LEFT JOIN pg_catalog.pg_type e ON e.oid = t.typelem
        WHERE coalesce(e.typtype, t.typtype) NOT IN ('b', 'e', 'p')
          AND t.oid >= 16384
      )
    UNION ALL
    SELECT format('its expression, which calls %I.%I', n.nspname, p.proname), own.relowner
    FROM own
    CROSS JOIN LATERAL (
      SELECT match[1]::oid AS oid
      FROM ${numbers('own.tree', '[a-z]*funcid')}
      UNION ALL
      SELECT o.oprcode
      FROM ${numbers('own.tree', 'opno')}
      JOIN pg_catalog.pg_operator o ON o.oid = match[1]::oid
    ) called
    JOIN pg_catalog.pg_proc p ON p.oid = called.oid
    JOIN pg_catalog.pg_namespace n ON n.oid = p.pronamespace
    WHERE own.theirs
      AND p.provolatile <> 'i'
  )
  SELECT min(format('%s (%s)', what, pg_get_userbyid(owner)))
  FROM code
  WHERE owner NOT IN (SELECT oid FROM trusted)
)`;
