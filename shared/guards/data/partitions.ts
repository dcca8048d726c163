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

/** Whether some of that lies on another server: who reads it, reads all of it there, whatever the planner says of the cost. */
export const elsewhereOf = (table: string) => `EXISTS (
    SELECT
    FROM ${partitionsOf(table)} part
    JOIN pg_catalog.pg_class p ON p.oid = part.oid
    WHERE p.relkind = 'f'
  )`;
