import { expect } from 'vitest';
import type { Project } from '../../shared/model/manifest.ts';
import { database, type TestDatabase } from '../support/database.ts';

/**
 * What a Reader made of a project's migrations has to come to the same schema as the tool itself: runs their SQL on an
 * empty database and sets the two catalogs side by side. `besides`: the tool's own tables.
 */
export async function expectSameSchema(project: Project, shop: TestDatabase, besides: string[]): Promise<void> {
  const again = await database();
  for (const { sql = [] } of project.migrations) for (const { text } of sql) await again.query(text);
  expect(await schemaOf(again, besides)).toEqual(await schemaOf(shop, besides));
}

async function schemaOf(shop: TestDatabase, besides: string[]): Promise<string[]> {
  const rows = await shop.query<{ line: string }>(`
    WITH own AS (
      SELECT c.oid, c.relname, c.relkind FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
      WHERE n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast') AND c.relkind IN ('r', 'v', 'm', 'p')
        AND c.relname <> ALL ('{${besides.join(',')}}'::name[])
    )
    SELECT concat_ws(' ', 'column', relname, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
      pg_get_expr(d.adbin, d.adrelid)) AS line
    FROM own JOIN pg_attribute a ON attrelid = own.oid AND attnum > 0 AND NOT attisdropped
    LEFT JOIN pg_attrdef d ON d.adrelid = own.oid AND d.adnum = attnum
    UNION ALL SELECT concat_ws(' ', 'constraint', relname, conname, pg_get_constraintdef(k.oid))
    FROM own JOIN pg_constraint k ON conrelid = own.oid AND contype <> 'n'
    UNION ALL SELECT pg_get_indexdef(indexrelid) FROM own JOIN pg_index ON indrelid = own.oid
    UNION ALL SELECT concat_ws(' ', 'view', relname, pg_get_viewdef(oid)) FROM own WHERE relkind IN ('v', 'm')
    UNION ALL SELECT concat_ws(' ', 'enum', t.typname, e.enumlabel) FROM pg_enum e JOIN pg_type t ON t.oid = enumtypid
    ORDER BY 1`);
  return rows.map(({ line }) => line);
}
