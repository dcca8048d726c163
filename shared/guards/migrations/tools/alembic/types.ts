import { named, quotedText } from '../python/quoting.ts';
import { argument, type Call, isFalse, isTrue, nameOf, textOf, type Value } from '../python/value.ts';

/** A type of SQLAlchemy in PostgreSQL. `known` false: it is none that is known here, `sql` stands in for it. */
export interface SqlType {
  sql: string;
  known: boolean;
  /** what an autoincrement column of it is: SERIAL */
  serial?: string;
  /** a type that has to be made first: its statement */
  create?: string;
}

const unknown: SqlType = { sql: 'text', known: false };

/** How each type is written: sqlalchemy/dialects/postgresql/base.py, PGTypeCompiler. */
const plain: Record<string, string> = {
  text: 'TEXT',
  unicodetext: 'TEXT',
  clob: 'TEXT',
  boolean: 'BOOLEAN',
  date: 'DATE',
  real: 'REAL',
  double: 'DOUBLE PRECISION',
  double_precision: 'DOUBLE PRECISION',
  largebinary: 'BYTEA',
  bytea: 'BYTEA',
  pickletype: 'BYTEA',
  json: 'JSON',
  jsonb: 'JSONB',
  uuid: 'UUID',
  citext: 'CITEXT',
  hstore: 'HSTORE',
  inet: 'INET',
  cidr: 'CIDR',
  macaddr: 'MACADDR',
  macaddr8: 'MACADDR8',
  money: 'MONEY',
  oid: 'OID',
  regclass: 'REGCLASS',
  tsvector: 'TSVECTOR',
  tsquery: 'TSQUERY',
  int4range: 'INT4RANGE',
  int8range: 'INT8RANGE',
  numrange: 'NUMRANGE',
  daterange: 'DATERANGE',
  tsrange: 'TSRANGE',
  tstzrange: 'TSTZRANGE',
};

const serials: Record<string, [type: string, serial: string]> = {
  integer: ['INTEGER', 'SERIAL'],
  int: ['INTEGER', 'SERIAL'],
  biginteger: ['BIGINT', 'BIGSERIAL'],
  bigint: ['BIGINT', 'BIGSERIAL'],
  smallinteger: ['SMALLINT', 'SMALLSERIAL'],
  smallint: ['SMALLINT', 'SMALLSERIAL'],
};

const withArguments: Record<string, (call: Call | null) => SqlType> = {
  string: (call) => text('VARCHAR', call),
  unicode: (call) => text('VARCHAR', call),
  varchar: (call) => text('VARCHAR', call),
  nvarchar: (call) => text('VARCHAR', call),
  autostring: (call) => text('VARCHAR', call),
  char: (call) => text('CHAR', call),
  nchar: (call) => text('CHAR', call),
  datetime: (call) => moment('TIMESTAMP', call),
  timestamp: (call) => moment('TIMESTAMP', call),
  time: (call) => moment('TIME', call),
  numeric: (call) => numeric('NUMERIC', call),
  decimal: (call) => numeric('NUMERIC', call),
  float: (call) => numeric('FLOAT', call),
  interval: (call) => known(call === null || call.named.size + call.positional.length === 0 ? 'INTERVAL' : null),
  bit: (call) => known(bits(call)),
  enum: enumeration,
  array: (call) => arrayOf(call),
};

/** A type as a column or `type_` gives it: `sa.Integer`, `sa.String(length=50)`, `postgresql.JSONB()`. */
export function typeOf(value: Value | undefined): SqlType {
  if (value?.kind === 'call' && value.callee.kind === 'attribute') return variant(value, value.callee);
  const name = nameOf(value) ?? '';
  if (!/^(sqlalchemy|sqlmodel)\./.test(name) || name.startsWith('sqlalchemy.func.')) return unknown;
  const key = name.slice(name.lastIndexOf('.') + 1).toLowerCase();
  const [type, serial] = serials[key] ?? [];
  if (type !== undefined && serial !== undefined) return { sql: type, known: true, serial };
  if (plain[key] !== undefined) return known(plain[key]);
  return withArguments[key]?.(value?.kind === 'call' ? value : null) ?? unknown;
}

function known(sql: string | null): SqlType {
  return sql === null ? unknown : { sql, known: true };
}

/** `sa.JSON().with_variant(postgresql.JSONB(), 'postgresql')` */
function variant(call: Call, callee: { of: Value; name: string }): SqlType {
  const dialect = textOf(call.positional[1]);
  if (callee.name !== 'with_variant' || dialect === null) return unknown;
  return typeOf(dialect === 'postgresql' ? call.positional[0] : callee.of);
}

function text(type: string, call: Call | null): SqlType {
  const length = call && argument(call, 0, 'length');
  const collation = call && textOf(call.named.get('collation'));
  const suffix = collation ? ` COLLATE ${named(collation)}` : '';
  if (!length || length.kind === 'none') return known(`${type}${suffix}`);
  return known(length.kind === 'number' ? `${type}(${length.text})${suffix}` : null);
}

function moment(type: string, call: Call | null): SqlType {
  const zone = call ? argument(call, 0, 'timezone') : undefined;
  if (zone !== undefined && !isTrue(zone) && !isFalse(zone)) return unknown;
  const precision = call?.named.get('precision');
  const digits = precision?.kind === 'number' ? `(${precision.text})` : '';
  return known(`${type}${digits} ${isTrue(zone) ? 'WITH' : 'WITHOUT'} TIME ZONE`);
}

function numeric(type: string, call: Call | null): SqlType {
  const given = call ? [argument(call, 0, 'precision'), type === 'FLOAT' ? undefined : argument(call, 1, 'scale')] : [];
  const numbers = given.filter((each) => each !== undefined && each.kind !== 'none');
  const digits = numbers.map((each) => (each?.kind === 'number' ? each.text : null));
  if (digits.includes(null)) return unknown;
  return known(digits.length === 0 ? type : `${type}(${digits.join(', ')})`);
}

function bits(call: Call | null): string | null {
  const length = call ? argument(call, 0, 'length') : undefined;
  const varying = isTrue(call?.named.get('varying')) ? 'BIT VARYING' : 'BIT';
  if (length === undefined) return varying;
  return length.kind === 'number' ? `${varying}(${length.text})` : null;
}

function arrayOf(call: Call | null): SqlType {
  const item = typeOf(call ? argument(call, 0, 'item_type') : undefined);
  const dimensions = call?.named.get('dimensions');
  const count = dimensions?.kind === 'number' ? Number(dimensions.text) : 1;
  return { ...item, sql: `${item.sql}${'[]'.repeat(Math.min(count, 6))}` };
}

/** Values that are not known leave the type known, but not what makes it. */
function enumeration(call: Call | null): SqlType {
  const name = textOf(call?.named.get('name'));
  if (call === null) return unknown;
  const values = call.positional.map(textOf);
  const labels = values.every((value) => value !== null) && values.length > 0 ? values : null;
  if (isFalse(call.named.get('native_enum'))) {
    const length = call.named.get('length');
    if (length?.kind === 'number') return known(`VARCHAR(${length.text})`);
    return known(labels && `VARCHAR(${Math.max(...labels.map((label) => label.length))})`);
  }
  if (name === null) return unknown;
  const sql = named(name, textOf(call.named.get('schema')));
  if (isFalse(call.named.get('create_type'))) return known(sql);
  if (labels === null) return { sql, known: false };
  return { sql, known: true, create: `CREATE TYPE ${sql} AS ENUM (${labels.map(quotedText).join(', ')})` };
}
