/**
 * A condition on a table (its oid, as an SQL expression): to read it runs nothing that its owner wrote. Whoever may create
 * a table would run code as the role that reads it otherwise: in a view, in a cast of a type of his own, and when a query
 * is planned, in what an index or statistics compute. It holds for FROM ONLY: a child's constraints are computed as well.
 * src/backend/utils/adt/json.c (json_categorize_type), src/backend/utils/cache/relcache.c (RelationGetIndexExpressions)
 */
export function harmless(table: string): string {
  return `(
    EXISTS (SELECT FROM pg_class own WHERE own.oid = ${table} AND own.relkind = 'r')
    AND NOT EXISTS (
      SELECT FROM pg_index i WHERE i.indrelid = ${table} AND (i.indexprs IS NOT NULL OR i.indpred IS NOT NULL)
    )
    AND NOT EXISTS (SELECT FROM pg_statistic_ext s WHERE s.stxrelid = ${table} AND 'e' = ANY (s.stxkind))
    AND NOT EXISTS (
      WITH RECURSIVE types (id) AS (
        SELECT a.atttypid FROM pg_attribute a WHERE a.attrelid = ${table} AND a.attnum > 0 AND NOT a.attisdropped
        UNION
        SELECT t.typbasetype FROM types JOIN pg_type t ON t.oid = types.id WHERE t.typtype = 'd'
      )
      SELECT FROM types JOIN pg_type t ON t.oid = types.id
      WHERE t.typtype <> 'd' AND (t.oid >= ${firstOwnOid} OR t.typnamespace <> 'pg_catalog'::regnamespace)
    )
  )`;
}

/** What is not PostgreSQL's own begins here: src/include/access/transam.h, FirstNormalObjectId */
const firstOwnOid = 16384;

export const notHarmless = 'to read it could run what its owner wrote';
