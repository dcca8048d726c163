import { createHash } from 'node:crypto';
import type { Dialect } from './dialect.ts';

// PostgreSQL holds 63 bytes; Rails leaves one free.
const longest = 62;

/**
 * The name that Rails gives an index. From 7.1 on a long one is cut and ends in a hash.
 * https://github.com/rails/rails/blob/main/activerecord/lib/active_record/connection_adapters/abstract/schema_statements.rb
 */
export function indexName(table: string, columns: string[], dialect: Dialect): string {
  const name = `index_${table}_on_${columns.join('_and_')}`;
  if (!dialect.shortIndexNames || Buffer.byteLength(name) <= longest) return name;
  const hash = `_${createHash('sha256').update(name).digest('hex').slice(0, 10)}`;
  return `${cut(`idx_on_${columns.join('_')}`, longest - hash.length)}${hash}`;
}

/** The first characters that fit into so many bytes. */
function cut(text: string, bytes: number): string {
  let short = '';
  for (const character of text) {
    if (Buffer.byteLength(short + character) > bytes) break;
    short += character;
  }
  return short;
}

/** The columns in an index's name: an expression gives its words. */
export function indexColumns(columns: string | string[]): string[] {
  if (typeof columns !== 'string') return columns;
  return /\W/.test(columns) ? [(columns.match(/\w+/g) ?? []).join('_')] : [columns];
}

/** The table between two others: `assemblies_parts`; a prefix that both have is there once. */
export function joinTableName(one: string, other: string): string {
  const both = [one, other].sort().join('\0');
  return both.replace(/^(.*[._])(.+)\0\1(.+)/s, '$1$2_$3').replace('\0', '_');
}
