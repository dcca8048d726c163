import { escapeLiteral } from 'pg';
import { namesFrom } from './names.ts';
import { type Declaration, declarationOf, endsOf, type Value, valuesOf } from './numbers.ts';
import { columnTypes, type Situation, type TablePlan } from './situations.ts';
import { quoted, tableSql } from './tables.ts';

/** A column that a sequence feeds, with the query that reads all its rows. */
export interface FedColumn {
  table: string;
  column: string;
  rows: string;
  sqlType: string;
  ends: [bigint, bigint] | null;
}

/** One sequence as it was built: what the oracle needs to know of it. */
export interface Subject {
  schema: string;
  name: string;
  increment: bigint;
  min: bigint;
  max: bigint;
  cycle: boolean;
  feeds: FedColumn[];
}

/** Domains over every type, and domains over those: `types."numeric 2"` is two domains deep. */
export const domainsSql = `CREATE SCHEMA types; ${columnTypes
  .map(
    (type) =>
      `CREATE DOMAIN types."${type} 1" AS ${type}; CREATE DOMAIN types."${type} 2" AS types."${type} 1" CHECK (VALUE IS DISTINCT FROM 424242);`,
  )
  .join('\n')}`;

/** The SQL that makes a situation, in a schema of its own, and the sequences in it. */
export function build(situation: Situation, place: number): { sql: string; subjects: Subject[]; schema: string } {
  const name = namesFrom(situation.names);
  const schema = `${place} ${name().slice(0, 28)}`;
  const builder = { situation, schema, name, declaration: declarationOf(situation.sequence), sql: [] as string[] };
  const sequence = name();
  const main: Subject = {
    schema,
    name: sequence,
    increment: situation.sequence.increment,
    min: builder.declaration.min,
    max: builder.declaration.max,
    cycle: situation.sequence.cycle,
    feeds: [],
  };
  builder.sql.push(`CREATE SCHEMA ${quoted(schema)};`);
  const others = situation.tables.flatMap((_, index) => addTable(builder, main, index));
  if (situation.wiring === 'owned by another') {
    const table = quoted(schema, name());
    builder.sql.push(
      `CREATE TABLE ${table} (x int);`,
      `ALTER SEQUENCE ${quoted(schema, sequence)} OWNED BY ${table}.x;`,
    );
  }
  builder.sql.push(...placing(quoted(schema, sequence), builder.declaration));
  return { sql: builder.sql.join('\n'), subjects: [main, ...others], schema };
}

interface Builder {
  situation: Situation;
  schema: string;
  name: () => string;
  declaration: Declaration;
  sql: string[];
}

/** Adds a table to what is built; returns sequences of its parts' own. */
function addTable({ situation, schema, name, declaration, sql }: Builder, main: Subject, index: number): Subject[] {
  const plan = situation.tables[index] as TablePlan;
  const table = name();
  const column = name();
  const wiring = index === 0 ? situation.wiring : 'unowned';
  const identity = wiring === 'always' || wiring === 'by default';
  const sequence = quoted(schema, main.name);
  const options = optionsOf(situation, declaration);
  const type = plan.domains === 0 ? plan.type : `types."${plan.type} ${plan.domains}"`;
  if (index === 0 && !identity) sql.push(`CREATE SEQUENCE ${sequence} AS ${situation.sequence.type} ${options};`);
  const fill = identity
    ? `GENERATED ${wiring.toUpperCase()} AS IDENTITY (SEQUENCE NAME ${sequence} ${options})`
    : wiring === 'orphan'
      ? ''
      : `DEFAULT nextval(${escapeLiteral(sequence)}::regclass)`;
  const values = suited(valuesOf(plan.rows, plan.type, { ...declaration, increment: main.increment }), plan, identity);
  const parts = tableSql(plan, { schema, table, column, type, fill, name, values });
  sql.push(...parts.sql);
  if (wiring === 'owned' || wiring === 'orphan')
    sql.push(`ALTER SEQUENCE ${sequence} OWNED BY ${quoted(schema, table, column)};`);
  const fed = { table, column, sqlType: type, ends: endsOf(plan.type) };
  if (wiring !== 'orphan') main.feeds.push({ ...fed, rows: parts.rows });
  return parts.own.map((own) => ({ ...ownSequence, schema, name: own.sequence, feeds: [{ ...fed, ...own }] }));
}

/** A partition's or child's own sequence: never called. */
const ownSequence = { increment: 1n, min: 1n, max: 2n ** 63n - 1n, cycle: false };

function optionsOf({ sequence: { increment, cache, cycle } }: Situation, { min, max, start }: Declaration): string {
  return `INCREMENT BY ${increment} MINVALUE ${min} MAXVALUE ${max} START WITH ${start} CACHE ${cache}${cycle ? ' CYCLE' : ''}`;
}

function placing(sequence: string, { set, calls }: Declaration): string[] {
  if (set) return [`SELECT setval(${escapeLiteral(sequence)}, ${set.value}, ${set.called});`];
  return calls > 0 ? [`SELECT count(nextval(${escapeLiteral(sequence)})) FROM generate_series(1, ${calls});`] : [];
}

/** Identity columns and primary keys hold no NULL, and the latter nothing twice. */
function suited(values: Value[], { index }: TablePlan, identity: boolean): Value[] {
  const kept = identity || index === 'primary' ? values.filter((value) => value !== null) : values;
  if (index !== 'primary') return kept;
  return [...new Map(kept.map((value) => [value?.replace('1e30', `1${'0'.repeat(30)}`), value])).values()];
}
