/** Words that PostgreSQL reserves: as names they are quoted. https://www.postgresql.org/docs/current/sql-keywords-appendix.html */
const reserved = new Set(
  `all analyse analyze and any array as asc asymmetric authorization between bigint binary bit boolean both case cast char
  character check coalesce collate collation column concurrently constraint create cross current_catalog current_date
  current_role current_schema current_time current_timestamp current_user dec decimal default deferrable desc distinct do
  else end except exists extract false fetch float for foreign freeze from full grant greatest group grouping having ilike
  in initially inner inout int integer intersect interval into is isnull join lateral leading least left like limit
  localtime localtimestamp national natural nchar none not notnull null nullif numeric of off offset on only or order out
  outer over overlaps overlay placing position precision primary real references returning right row select session_user
  setof similar smallint some substring symmetric system_user table tablesample then time timestamp to trailing treat trim
  true union unique user using values varchar variadic verbose when where window with`.split(/\s+/),
);

/** A name as SQL writes it, with its schema where there is one: quoted only where it has to be. */
export function named(name: string, schema?: string | null): string {
  const parts = schema ? [schema, name] : [name];
  return parts.map(quotedName).join('.');
}

function quotedName(name: string): string {
  return /^[a-z_][a-z0-9_$]*$/.test(name) && !reserved.has(name) ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Names in parentheses: `(a, b)`. */
export function listed(names: string[]): string {
  return `(${names.map((name) => named(name)).join(', ')})`;
}

/** A text as SQL writes it. */
export function quotedText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
