import { identifier } from '../../../session/sql.ts';

/** A history's table as it was found; without a schema where only its name is known. */
export interface TableName {
  schema: string | null;
  name: string;
}

/** `schema.table` or `table`, as settings and manifests have it. */
export function tableNamed(path: string): TableName {
  const dot = path.indexOf('.');
  return dot < 0 ? { schema: null, name: path } : { schema: path.slice(0, dot), name: path.slice(dot + 1) };
}

/** A history's table as a statement names it: by the tool's own name where that leads to it, else with its schema. */
export function tableIn(table: TableName | null, usual: string): string {
  if (table === null || ((table.schema ?? 'public') === 'public' && table.name === usual)) return usual;
  const parts = table.schema === null ? [table.name] : [table.schema, table.name];
  return parts.map((part) => (isPlain(part) ? part : identifier(part))).join('.');
}

/** A name that needs no quotes: the keywords with an underscore are few. */
function isPlain(name: string): boolean {
  if (name === 'public') return true;
  return /^[a-z_][a-z0-9]*_[a-z0-9_]*$/.test(name) && !/^(current|session|system)_/.test(name);
}
