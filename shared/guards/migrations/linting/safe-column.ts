import type { Constraint } from '@pgsql/types';
import { serialTypes } from '../../serials.ts';
import { type AddedColumn, clauseOf } from './alterations.ts';
import { typeFrom } from './column-type.ts';
import { notNullInSteps } from './not-null.ts';
import { behind, type ColumnPieces, columnPieces, from, piecesOf } from './pieces.ts';
import type { Context } from './statement.ts';
import { backfill, byPlace, inTwoSteps, later, outside, usualName } from './steps.ts';
import { volatileCall } from './volatility.ts';
import { written } from './written.ts';

/** The safe way to an added column: what to run, and what is left for later deploys. */
export interface SafeColumn {
  sql: string[];
  recipe: string[];
}

interface Making extends AddedColumn {
  pieces: ColumnPieces;
  head: string;
  /** "billing.orders" as the statement writes it */
  place: string;
  name: string;
}

/**
 * The same column without anything that takes long: first the bare column, then each of its constraints by itself. All
 * rules about added columns give the same, so that a column with three faults has one way out.
 */
export function safeColumn(added: AddedColumn, context: Context): SafeColumn {
  const { head, table: place } = piecesOf(added);
  const making = { ...added, pieces: columnPieces(added), head, place, name: added.column.colname ?? '' };
  const sql = [bareColumn(making, context), ...fedBySequence(making), ...constraints(making)];
  const fill = filling(making, context);
  if (fill === null) return { sql: sql.sort(byPlace), recipe: [] };
  const given = volatileText(making, context);
  const column = written(making.name);
  const defaults = given === null ? [] : [`${head} ALTER COLUMN ${column} SET DEFAULT ${given};`];
  const required = isRequired(making)
    ? notNullInSteps(head, { table: making.table, column: making.name }, context)
    : [];
  return {
    sql: [...sql.slice(0, 1), ...defaults, ...sql.slice(1)].sort(byPlace),
    recipe: [
      'add the column as it is shown, and deploy code that writes it',
      fill,
      ...(required.length > 0 ? [`then require it: ${required.map(oneLine).join(' ')}`] : []),
      ...lastSteps(making),
    ],
  };
}

/** Whether the column is a serial one; its integer type then. */
export function serialType({ column }: Pick<AddedColumn, 'column'>): string | null {
  const { name } = typeFrom(column.typeName);
  return serialTypes[name] ?? null;
}

/** Whether every row has the same value at once: a default that is neither NULL nor volatile. */
export function hasConstantDefault(added: AddedColumn, context: Context): boolean {
  const value = clauseOf(added, 'CONSTR_DEFAULT')?.raw_expr;
  if (!value || ('A_Const' in value && value.A_Const.isnull === true)) return false;
  return volatileCall(value, context) === null;
}

/** Whether rows without a value are refused. */
export function isRequired(added: AddedColumn): boolean {
  return clauseOf(added, 'CONSTR_NOTNULL') !== undefined || clauseOf(added, 'CONSTR_PRIMARY') !== undefined;
}

function bareColumn(making: Making, context: Context): string {
  const { head, pieces, command } = making;
  const constant = hasConstantDefault(making, context);
  const kept = pieces.clauses.flatMap(({ node, text }) => {
    if (node === null) return [text];
    if (node.contype === 'CONSTR_DEFAULT') return constant ? [text] : [];
    if (node.contype === 'CONSTR_NOTNULL') return constant ? [text] : [];
    if (node.contype === 'CONSTR_GENERATED') return virtual(node, text, context);
    return [];
  });
  const type = serialType(making) ?? pieces.type.replace(/\bjson\b/i, 'jsonb');
  const unless = command.missing_ok ? 'IF NOT EXISTS ' : '';
  return `${[`${head} ADD COLUMN ${unless}${pieces.name}`, type, ...kept].join(' ')};`;
}

/** From 18 on a generated column need not be stored: then no row is touched. */
function virtual(node: Constraint, text: string, { version }: Context): string[] {
  if (node.generated_kind !== 's') return [text];
  return version >= 18 ? [text.replace(/\bSTORED\s*$/i, 'VIRTUAL')] : [];
}

function fedBySequence(making: Making): string[] {
  const { head, place, name, table } = making;
  if (serialType(making) === null && !clauseOf(making, 'CONSTR_IDENTITY')) return [];
  const sequence = written(table.schema, usualName({ schema: null, name: table.name }, [name], 'seq'));
  return [
    `CREATE SEQUENCE ${sequence} OWNED BY ${place}.${written(name)};`,
    `${head} ALTER COLUMN ${written(name)} SET DEFAULT nextval('${sequence.replaceAll("'", "''")}');`,
  ];
}

function constraints(making: Making): string[] {
  const { head, place, table, name, pieces } = making;
  const column = written(name);
  return pieces.clauses.flatMap(({ node, text }) => {
    const called = (suffix: 'check' | 'fkey' | 'key') => node?.conname ?? usualName(table, [name], suffix);
    if (node?.contype === 'CONSTR_CHECK') return inTwoSteps(head, called('check'), from(text, 'CHECK'));
    if (node?.contype === 'CONSTR_FOREIGN') {
      return inTwoSteps(head, called('fkey'), `FOREIGN KEY (${column}) ${from(text, 'REFERENCES')}`);
    }
    if (node?.contype !== 'CONSTR_UNIQUE' && node?.contype !== 'CONSTR_PRIMARY') return [];
    const key = written(called('key'));
    const nulls = node.nulls_not_distinct ? ' NULLS NOT DISTINCT' : '';
    const index = outside(`CREATE UNIQUE INDEX CONCURRENTLY ${key} ON ${place} (${column})${nulls};`);
    return node.contype === 'CONSTR_PRIMARY'
      ? [index]
      : [index, later(`${head} ADD CONSTRAINT ${key} UNIQUE USING INDEX ${key};`)];
  });
}

/** How the rows that are there get their values; null where they need none. */
function filling(making: Making, context: Context): string | null {
  const { table, name, pieces } = making;
  const generated = clauseOf(making, 'CONSTR_GENERATED');
  if (generated) {
    if (generated.generated_kind !== 's' || context.version >= 18) return null;
    const text = pieces.clauses.find(({ node }) => node === generated)?.text ?? '';
    return `let a trigger write it, then ${backfill(table, name, behind(text, 'AS').replace(/\s*STORED\s*$/i, ''))}`;
  }
  if (serialType(making) !== null || clauseOf(making, 'CONSTR_IDENTITY')) return backfill(table, name, 'DEFAULT');
  const given = volatileText(making, context);
  if (given !== null) return backfill(table, name, given);
  return isRequired(making) && !hasConstantDefault(making, context) ? backfill(table, name, '...') : null;
}

function volatileText({ pieces, ...added }: Making, context: Context): string | null {
  const clause = pieces.clauses.find(({ node }) => node?.contype === 'CONSTR_DEFAULT');
  if (!clause || volatileCall(clause.node?.raw_expr, context) === null) return null;
  return hasConstantDefault(added, context) ? null : behind(clause.text, 'DEFAULT');
}

function lastSteps(making: Making): string[] {
  const { head, name, place } = making;
  const steps: string[] = [];
  const identity = clauseOf(making, 'CONSTR_IDENTITY');
  if (identity) {
    const when = identity.generated_when === 'a' ? 'ALWAYS' : 'BY DEFAULT';
    steps.push(
      `then make it an identity column: ${head} ALTER COLUMN ${written(name)} DROP DEFAULT, ALTER COLUMN ${written(name)} ADD GENERATED ${when} AS IDENTITY, and set its sequence past the largest value`,
    );
  }
  if (clauseOf(making, 'CONSTR_PRIMARY')) {
    const key = written(usualName(making.table, [name], 'key'));
    steps.push(`then make its index the key of ${place}: ${head} ADD PRIMARY KEY USING INDEX ${key};`);
  }
  return steps;
}

function oneLine(sql: string): string {
  return sql.replace(/^--[^\n]*\n/, '');
}
