import { identifier } from '../../../../session/sql.ts';

/** A table's name as SQL: `public.users` is a schema and a table. */
export function tableName(name: string, schema?: string | null): string {
  return schema ? identifier(schema, name) : identifier(...name.split('.'));
}

export function columnList(columns: string[]): string {
  return columns.map((column) => identifier(column)).join(', ');
}

/** `REFERENCES` with what happens to the rows that point there. */
export function references(
  table: string,
  columns: string[],
  { onDelete, onUpdate }: { onDelete?: string | null; onUpdate?: string | null } = {},
): string {
  const list = columns.length > 0 ? ` (${columnList(columns)})` : '';
  const update = onUpdate ? ` ON UPDATE ${action(onUpdate)}` : '';
  return `REFERENCES ${table}${list}${update}${onDelete ? ` ON DELETE ${action(onDelete)}` : ''}`;
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** Only what PostgreSQL knows: nothing else of a repository gets into the SQL unquoted. */
function action(text: string): string {
  const known = /^(cascade|restrict|no action|set null|set default)$/i.exec(text.replaceAll('_', ' ').trim());
  return known ? text.replaceAll('_', ' ').trim().toUpperCase() : 'NO ACTION';
}

/** Whether a text is the name of a type and nothing else: `varchar(10)`, `timestamp with time zone`, `"Mood"[]`. */
export function isType(text: string): boolean {
  return /^[a-z_"][\w ."]*(\(\s*\d+\s*(,\s*-?\d+\s*)?\))?( with(out)? time zone)?(\[\d*\])*$/i.test(text.trim());
}
