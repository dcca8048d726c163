import { literal } from '../../session/sql.ts';
import { tools } from './tools/index.ts';

/** Tables that tools keep beside their histories. */
const beside = [
  'knex_migrations_lock',
  'kysely_migration_lock',
  'databasechangeloglock',
  'typeorm_metadata',
  'goose_lock',
];

const named = tools.flatMap(({ tables }) =>
  tables.flatMap(({ name, beside: other }) => [name, ...(other ? [other.replace(/^!/, '')] : [])]),
);

/** Names that no table of an application has. A history under another name is counted with the rest. */
export const namesOfTools: ReadonlySet<string> = new Set([...named.filter((name) => name !== 'migrations'), ...beside]);

/** Whether a table is a tool's own by its name, in whatever schema unless anybody may have a table of that name. */
export function isOfTool(schema: string, name: string): boolean {
  return namesOfTools.has(name) || (schema === 'supabase_migrations' && name === 'seed_files');
}

/**
 * How many tables an application has here: none of a history, of an extension or of the provider. One row.
 * Supabase keeps its own tables in schemas that belong to roles of its own.
 */
export const tablesQuery = `
SELECT count(*)::int AS tables
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p')
  AND NOT c.relispartition
  AND n.nspname !~ '^pg_'
  AND n.nspname <> 'information_schema'
  AND pg_get_userbyid(n.nspowner) !~ '^supabase'
  AND NOT (n.nspname = 'supabase_migrations' AND c.relname = 'seed_files')
  AND c.relname <> ALL (ARRAY[${[...namesOfTools].map(literal).join(', ')}])
  AND NOT EXISTS (
    SELECT FROM pg_depend d
    WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'
  )`;
