import type { ExpectSettings } from '../../../model/settings.ts';
import type { Answer, Statement } from '../../../session/each.ts';
import { identifier, literal } from '../../../session/sql.ts';
import type { Expected } from '../schema-facts.ts';
import type { Relation } from './catalog.ts';

export type ExpectedRows = ExpectSettings['rows'][number];

/**
 * Which of the values no row has. They are compared as values of the column's type, so that an index serves; a value that is
 * none of that type fails the statement.
 */
export function missingRowsStatement({ schema, name }: Relation, rows: ExpectedRows, cast: string): Statement {
  const values = rows.in.map((value) => literal(String(value))).join(', ');
  const sql = `
SELECT json_agg(w.place)
FROM unnest(ARRAY[${values}]::${cast}[]) WITH ORDINALITY AS w (value, place)
WHERE NOT EXISTS (SELECT FROM ${identifier(schema, name)} t WHERE t.${identifier(rows.column)} = w.value)`;
  return { sql, weight: 5 };
}

/** What came of it. Which rows they should be besides that column nobody knows, so there is no SQL. */
export function missingRowsFrom(rows: ExpectedRows, answer: Answer): Expected[] {
  const base = { code: 'schema/expected-row', object: `${rows.table}.${rows.column}`, sql: [] };
  if ('failure' in answer) {
    const unread =
      answer.failure.sqlState === '42883' ? 'values of its type cannot be compared' : answer.failure.message;
    return [{ ...base, wanted: listed(rows.in), found: null, unread }];
  }
  const places = new Set(JSON.parse(answer.cells[0] ?? '[]') as number[]);
  const isMissing = (_: unknown, index: number) => places.has(index + 1);
  const missing = rows.in.filter(isMissing);
  if (missing.length === 0) return [];
  const there = rows.in.filter((_, index) => !places.has(index + 1));
  return [{ ...base, wanted: listed(missing), found: there.length > 0 ? listed(there) : null }];
}

function listed(values: ExpectedRows['in']): string {
  return values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value))).join(', ');
}
