import { argument, type Call, textOf } from '../python/value.ts';
import { type Field, fieldOf, isReference, type Names } from './field.ts';
import { builtIn, keyOf, type State } from './state.ts';

/** The type of a column; `known` false: `sql` only stands in for it. `check`: what Django has the column checked for. */
export interface FieldType {
  sql: string;
  known: boolean;
  check?: string;
}

/** django/db/backends/postgresql/base.py, `data_types`; django/contrib/postgres/fields. */
const plain: Record<string, string> = {
  AutoField: 'serial',
  BigAutoField: 'bigserial',
  SmallAutoField: 'smallserial',
  BinaryField: 'bytea',
  BooleanField: 'boolean',
  NullBooleanField: 'boolean',
  DateField: 'date',
  DateTimeField: 'timestamp with time zone',
  DurationField: 'interval',
  FloatField: 'double precision',
  IntegerField: 'integer',
  BigIntegerField: 'bigint',
  SmallIntegerField: 'smallint',
  PositiveIntegerField: 'integer',
  PositiveBigIntegerField: 'bigint',
  PositiveSmallIntegerField: 'smallint',
  OrderWrt: 'integer',
  GenericIPAddressField: 'inet',
  IPAddressField: 'inet',
  JSONField: 'jsonb',
  TextField: 'text',
  TimeField: 'time',
  UUIDField: 'uuid',
  CITextField: 'citext',
  CICharField: 'citext',
  CIEmailField: 'citext',
  HStoreField: 'hstore',
  IntegerRangeField: 'int4range',
  BigIntegerRangeField: 'int8range',
  DecimalRangeField: 'numrange',
  DateTimeRangeField: 'tstzrange',
  DateRangeField: 'daterange',
  SearchVectorField: 'tsvector',
};

/** Fields whose length is fixed where nothing is said. */
const lengths: Record<string, string | null> = {
  CharField: null,
  SlugField: '50',
  EmailField: '254',
  URLField: '200',
  FileField: '100',
  ImageField: '100',
  FilePathField: '100',
};

const unknown: FieldType = { sql: 'text', known: false };

/** The type of a field's column. */
export function typeOf(field: Field, state: State, names: Names): FieldType {
  const { kind, call } = field;
  if (isReference(field)) return referenced(field, state, names);
  if (kind === null) return unknown;
  if (kind in lengths) return text(call, lengths[kind] ?? null);
  if (kind === 'DecimalField') return decimal(call);
  if (kind === 'ArrayField') return array(field, state, names);
  const sql = plain[kind];
  if (sql === undefined) return unknown;
  return { sql, known: true, ...(kind.startsWith('Positive') ? { check: '>= 0' } : {}) };
}

function text(call: Call, byDefault: string | null): FieldType {
  const given = call.named.get('max_length');
  if (given !== undefined && given.kind !== 'number' && given.kind !== 'none') return unknown;
  const length = given?.kind === 'number' ? given.text : byDefault;
  return { sql: length === null ? 'varchar' : `varchar(${length})`, known: true };
}

function decimal(call: Call): FieldType {
  const numbers = [call.named.get('max_digits'), call.named.get('decimal_places')];
  const digits = numbers.map((each) => (each?.kind === 'number' ? each.text : null));
  return digits.includes(null)
    ? { sql: 'numeric', known: false }
    : { sql: `numeric(${digits.join(', ')})`, known: true };
}

function array({ name, call }: Field, state: State, names: Names): FieldType {
  const base = fieldOf(name, argument(call, 0, 'base_field'), names);
  if (base === null) return unknown;
  const { sql, known } = typeOf(base, state, names);
  const size = argument(call, 1, 'size');
  return { sql: `${sql}[${size?.kind === 'number' ? size.text : ''}]`, known };
}

const numbersOf: Record<string, string> = { serial: 'integer', bigserial: 'bigint', smallserial: 'smallint' };

/** What a reference refers to: the table and column, and the type that its own column has therefore. */
export interface Target {
  table: string;
  column: string;
  type: FieldType;
}

/** The target of a reference; null where it is not known. */
export function targetOf(field: Field, state: State, names: Names): Target | null {
  if (field.to === null) return null;
  const model = state.get(field.to);
  if (model === undefined) {
    const table = builtIn[field.to];
    return table === undefined ? null : { table, column: 'id', type: { sql: 'integer', known: true } };
  }
  const wanted = textOf(field.call.named.get('to_field'));
  const target = wanted === null ? keyOf(model) : model.fields.get(wanted);
  if (target === undefined) return null;
  // A reference to itself as its key cannot be.
  const type = target === field ? unknown : typeOf(target, state, names);
  const column =
    textOf(target.call.named.get('db_column')) ?? (isReference(target) ? `${target.name}_id` : target.name);
  const table = model.givenTable ?? `${model.app}_${model.name.toLowerCase()}`;
  return { table, column, type: { sql: numbersOf[type.sql] ?? type.sql, known: type.known } };
}

function referenced(field: Field, state: State, names: Names): FieldType {
  return targetOf(field, state, names)?.type ?? unknown;
}
