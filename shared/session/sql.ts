/** A name from the catalog as SQL writes it: always quoted, so that no name is ever read as anything else. */
export function identifier(...path: string[]): string {
  return path.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');
}

/** A value as SQL writes it. For texts that cannot travel as parameters: several statements in one message, DO blocks. */
export function literal(value: string | bigint): string {
  return typeof value === 'bigint' ? value.toString() : quoted(value);
}

/** A sequence or table as an argument of type regclass: `'"public"."orders_id_seq"'::regclass`. */
export function regclass(schema: string, name: string): string {
  return `${quoted(identifier(schema, name))}::regclass`;
}

/** A comment of one line, whatever the names in it. */
export function commentLine(text: string): string {
  return `-- ${text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ')}`;
}

/**
 * A DO block around a PL/pgSQL body. The body travels as an escaped literal and not between dollar quotes,
 * which a hostile name inside it could close.
 */
export function doBlock(body: string): string {
  return `DO ${quoted(body)}`;
}

/**
 * Set in every transaction: otherwise whoever may create functions where the role's search path leads, or lets another
 * schema come first, decides what our `max` and `=` mean (CVE-2018-1058).
 */
export const ownSearchPath = 'pg_catalog, pg_temp';

/** As `escapeLiteral` of pg writes it, which takes a text apart letter by letter: a hundred megabytes for a block of six. */
function quoted(text: string): string {
  const doubled = text.replaceAll("'", "''");
  return text.includes('\\') ? ` E'${doubled.replaceAll('\\', '\\\\')}'` : `'${doubled}'`;
}
