import type { Dialect } from './dialect.ts';
import { notConstant, type Options, textFrom, type Value } from './value.ts';

// https://github.com/rails/rails/blob/main/activerecord/lib/active_record/connection_adapters/postgresql_adapter.rb
const native: Record<string, string> = {
  string: 'character varying',
  datetime: 'timestamp',
  binary: 'bytea',
  bit_varying: 'bit varying',
  blob: 'bytea',
};

/** The methods that a table definition has for types; their names are the types. */
export const columnTypes = new Set(
  `bigint binary bigserial bit bit_varying blob boolean box cidr circle citext date daterange datetime decimal enum float
  hstore inet int4range int8range integer interval json jsonb line lseg ltree macaddr money numeric numrange oid path point
  polygon serial string text time timestamp timestamptz tsrange tstzrange tsvector uuid xml`.split(/\s+/),
);

/** A column's type as SQL: `string` with `limit: 10` is `character varying(10)`. */
export function sqlType(type: string, options: Options, dialect: Dialect): string {
  const array = options.get('array') === true ? '[]' : '';
  const own = type === 'timestamp' && dialect.aliasedTimestamp ? 'datetime' : type;
  return `${withLimits(own, options, dialect)}${array}`;
}

function withLimits(type: string, options: Options, dialect: Dialect): string {
  const limit = numberIn(options.get('limit'));
  const precision = numberIn(options.get('precision'));
  switch (type) {
    case 'text':
    case 'binary':
    case 'blob':
      return native[type] ?? type;
    case 'integer':
      return limit === null || limit === 3 || limit === 4 ? 'integer' : limit > 4 ? 'bigint' : 'smallint';
    case 'decimal':
    case 'numeric': {
      const scale = numberIn(options.get('scale'));
      return precision === null ? 'decimal' : `decimal(${[precision, ...(scale === null ? [] : [scale])].join(',')})`;
    }
    case 'datetime':
    case 'timestamp':
    case 'timestamptz':
    case 'time':
    case 'interval': {
      const usual = type === 'datetime' && !options.has('precision') ? dialect.datetimePrecision : precision;
      return `${native[type] ?? type}${usual === null ? '' : `(${usual})`}`;
    }
    case 'enum':
      return `"${textFrom(options.get('enum_type'))}"`;
    default:
      return `${native[type] ?? type}${limit !== null && columnTypes.has(type) ? `(${limit})` : ''}`;
  }
}

function numberIn(value: Value | undefined): number | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' && 'number' in value ? Number(value.number) : notConstant();
}
