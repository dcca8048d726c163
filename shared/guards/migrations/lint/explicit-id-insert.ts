import { inWords, nameFrom, nodeOf } from '../linting/names.ts';
import type { LintRule } from '../linting/rule.ts';
import { fedColumns, isMovedAfter } from '../linting/sequences.ts';
import type { Context, Name, Statement } from '../linting/statement.ts';
import { numberOf } from '../linting/walk.ts';
import { written, writtenName } from '../linting/written.ts';

export const explicitIdInsert: LintRule = {
  name: 'explicit-id-insert',
  kinds: ['InsertStmt'],
  class: 'careful',
  hazard: 'failure',
  lock: 'RowExclusiveLock',
  title: 'Rows with ids of their own leave the sequence behind.',
  why: 'A serial or identity column takes its values from a sequence, which only moves when it is asked. An INSERT that brings its own id does not ask it, so the sequence hands out the same number later, and that insert fails with a duplicate key: in production, in whatever code comes first. It holds for tables that the same migration makes too.',
  versions: '',
  recipe: [
    'Leave the column out, and look the new id up where it is needed (RETURNING id).',
    'Or run lockstep fix after the migration: it moves the sequence past the rows.',
  ],
  example: {
    setup: 'CREATE TABLE plans (id bigserial PRIMARY KEY, name text);',
    unsafe: "INSERT INTO plans (id, name) VALUES (1, 'free');",
    safe: "INSERT INTO plans (name) VALUES ('free');",
  },
  judge(statement, context) {
    const table = nameFrom(nodeOf(statement, 'InsertStmt')?.relation);
    const column = givenColumn(statement, table, context);
    if (column === null || isMovedAfter(table, context)) return [];
    const name = writtenName(table);
    const text = name.replaceAll("'", "''");
    return [
      {
        message: `${inWords(table)} gets rows with ${column.name} = ${column.values}, which its sequence will hand out again`,
        table,
        sql: [
          '-- leave the column out; or afterwards:',
          `SELECT setval(pg_get_serial_sequence('${text}', '${column.name.replaceAll("'", "''")}'), (SELECT max(${written(column.name)}) FROM ${name}));`,
        ],
      },
    ];
  },
};

/** The column that a sequence feeds and that the statement gives numbers for. */
function givenColumn(statement: Statement, table: Name, context: Context): { name: string; values: string } | null {
  const node = nodeOf(statement, 'InsertStmt');
  const select = node?.selectStmt;
  const rows = select && 'SelectStmt' in select ? (select.SelectStmt.valuesLists ?? []) : [];
  if (!node || rows.length === 0) return null;
  const named = (node.cols ?? []).flatMap((each) => ('ResTarget' in each ? [each.ResTarget.name ?? ''] : []));
  const fed = fedColumns(table, context);
  const columns = named.length > 0 ? named : (fed.columns ?? []);
  const certain = node.override === 'OVERRIDING_SYSTEM_VALUE';
  for (const [at, name] of columns.entries()) {
    if (!fed.has(name) && !certain) continue;
    const numbers = rows.map((row) => ('List' in row ? numberOf(row.List.items?.[at]) : null));
    const found = numbers.filter((number) => number !== null);
    if (found.length > 0) return { name, values: inShort(found) };
  }
  return null;
}

function inShort(values: bigint[]): string {
  return values.length > 3 ? `${values.slice(0, 3).join(', ')}, ...` : values.join(', ');
}
