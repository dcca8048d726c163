/**
 * A partitioned table with all that lies below it, or any other table alone: a row an `oid`. `table` is its alias of
 * `pg_class`. Found in the catalog alone: `pg_partition_tree` locks every partition, and waits for whoever changes one.
 */
export const partitionsOf = (table: string) => `(
    WITH RECURSIVE part AS (
      SELECT ${table}.oid
      UNION ALL
      SELECT i.inhrelid
      FROM part
      JOIN pg_catalog.pg_inherits i ON i.inhparent = part.oid AND ${table}.relkind = 'p'
    )
    SELECT part.oid FROM part
  )`;
