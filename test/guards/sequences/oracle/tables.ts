import { escapeIdentifier, escapeLiteral } from 'pg';
import type { Value } from './numbers.ts';
import type { TablePlan } from './situations.ts';

/** The names and values that a table is built of; `fill` is what makes the sequence feed the column. */
export interface TableParts {
  schema: string;
  table: string;
  column: string;
  type: string;
  fill: string;
  name: () => string;
  values: Value[];
}

export interface BuiltTable {
  sql: string[];
  /** the query for the rows that count for the table's sequence */
  rows: string;
  /** sequences of partitions and children, with the rows that count for them */
  own: { sequence: string; table: string; rows: string }[];
}

/** The SQL that makes a table, its parts and its rows. */
export function tableSql(plan: TablePlan, parts: TableParts): BuiltTable {
  if (plan.shape === 'plain') return plainTable(plan, parts);
  return plan.shape.startsWith('partition') ? partitionedTable(plan, parts) : inheritedTable(plan, parts);
}

function plainTable(plan: TablePlan, parts: TableParts): BuiltTable {
  const table = quoted(parts.schema, parts.table);
  const column = quoted(parts.column);
  return {
    sql: [
      `CREATE TABLE ${table} (pad text, ${column} ${parts.type} ${parts.fill});`,
      indexSql(plan, table, column),
      `INSERT INTO ${table} (${column}) OVERRIDING SYSTEM VALUE ${rowsSql(parts.values, parts.type)};`,
    ],
    rows: `SELECT ${column} FROM ${table}`,
    own: [],
  };
}

/** One partition as usual; one made apart, with other columns in another order, and attached; one partitioned again. */
function partitionedTable(plan: TablePlan, parts: TableParts): BuiltTable {
  const { schema, type, fill, name } = parts;
  const [root, usual, attached, middle, leaf] = [parts.table, name(), name(), name(), name()].map((each) =>
    quoted(schema, each),
  ) as [string, string, string, string, string];
  const column = quoted(parts.column);
  const own = plan.shape === 'partition with its own sequence' && !fill.startsWith('GENERATED') ? name() : null;
  const key = fill.startsWith('GENERATED') || plan.index === 'primary' ? 'NOT NULL' : '';
  const ownFill = own === null ? key : `DEFAULT nextval(${escapeLiteral(quoted(schema, own))}) ${key}`;
  return {
    sql: [
      `CREATE TABLE ${root} (region int ${key}, ${column} ${type} ${fill}) PARTITION BY LIST (region);`,
      indexSql(plan, root, `${column}, region`),
      `CREATE TABLE ${usual} PARTITION OF ${root} FOR VALUES IN (0);`,
      own === null ? '' : `CREATE SEQUENCE ${quoted(schema, own)};`,
      `CREATE TABLE ${attached} (region int ${key}, gone int, ${column} ${type} ${ownFill});`,
      `ALTER TABLE ${attached} DROP COLUMN gone;`,
      `ALTER TABLE ${root} ATTACH PARTITION ${attached} FOR VALUES IN (1);`,
      `CREATE TABLE ${middle} PARTITION OF ${root} DEFAULT PARTITION BY LIST (region);`,
      `CREATE TABLE ${leaf} PARTITION OF ${middle} DEFAULT;`,
      `INSERT INTO ${root} (${column}, region) OVERRIDING SYSTEM VALUE SELECT made.value, row_number() OVER () % 3 FROM (${rowsSql(parts.values, type)}) AS made (value);`,
    ],
    rows: `SELECT ${column} FROM ${root}`,
    own: own === null ? [] : [{ sequence: own, table: attached, rows: `SELECT ${column} FROM ${attached}` }],
  };
}

function inheritedTable(plan: TablePlan, parts: TableParts): BuiltTable {
  const { schema, type, fill, name } = parts;
  const [parent, child] = [parts.table, name()].map((each) => quoted(schema, each)) as [string, string];
  const column = quoted(parts.column);
  const own = plan.shape === 'child with its own sequence' ? name() : null;
  const half = Math.ceil(parts.values.length / 2);
  const ownColumn = own === null ? '' : `${column} ${type} DEFAULT nextval(${escapeLiteral(quoted(schema, own))})`;
  return {
    sql: [
      `CREATE TABLE ${parent} (pad text, ${column} ${type} ${fill});`,
      indexSql(plan, parent, column),
      own === null ? '' : `CREATE SEQUENCE ${quoted(schema, own)};`,
      `CREATE TABLE ${child} (${ownColumn}) INHERITS (${parent});`,
      `INSERT INTO ${parent} (${column}) OVERRIDING SYSTEM VALUE ${rowsSql(parts.values.slice(0, half), type)};`,
      `INSERT INTO ${child} (${column}) ${rowsSql(parts.values.slice(half), type)};`,
    ],
    rows: `SELECT ${column} FROM ${own === null ? '' : 'ONLY '}${parent}`,
    own: own === null ? [] : [{ sequence: own, table: child, rows: `SELECT ${column} FROM ${child}` }],
  };
}

function indexSql({ index }: TablePlan, table: string, columns: string): string {
  if (index === 'none') return '';
  if (index === 'primary') return `ALTER TABLE ${table} ADD PRIMARY KEY (${columns});`;
  if (index === 'descending') return `CREATE INDEX ON ${table} (${columns.replace(/(, region)?$/, ' DESC$1')});`;
  const [first] = columns.split(', region');
  return `CREATE INDEX ON ${table} (${columns})${index === 'partial' ? ` WHERE ${first} > 0` : ''};`;
}

/** A query for any number of values, none included. */
function rowsSql(values: Value[], type: string): string {
  const list = values.map((value) => (value === null ? 'NULL' : escapeLiteral(value))).join(', ');
  return `SELECT unnest(ARRAY[${list}]::text[])::${type}`;
}

/** A name, or a path of names, in quotes. */
export function quoted(...path: string[]): string {
  return path.map(escapeIdentifier).join('.');
}
