import { identifier } from '../../../../session/sql.ts';
import { columnList, isType, quoted, references, tableName } from './ddl.ts';
import { booleanOf, type Chain, entriesOf, type Link, textOf, textsOf, type Value } from './value.ts';

/** A column as `t.string('name').notNullable()` makes it. */
export interface KnexColumn {
  name: string;
  type: string;
  /** in the column's own definition */
  modifiers: string[];
  /** statements of their own, after `ALTER TABLE x ADD`, or as `CREATE INDEX` where `index` */
  constraints: string[];
  index: { name: string; using: string } | null;
  comment: string | null;
  /** `alter()`: the column is changed, not added */
  altered: boolean;
  nullable: boolean | null;
  defaultValue: string | null;
}

const plainTypes: Record<string, string> = {
  bigint: 'bigint',
  bigInteger: 'bigint',
  binary: 'bytea',
  boolean: 'boolean',
  bool: 'boolean',
  date: 'date',
  double: 'double precision',
  float: 'real',
  geography: 'geography',
  geometry: 'geometry',
  int: 'integer',
  integer: 'integer',
  json: 'json',
  jsonb: 'jsonb',
  mediumint: 'integer',
  point: 'point',
  smallint: 'smallint',
  text: 'text',
  tinyint: 'smallint',
  uuid: 'uuid',
};

/**
 * A column of a table as knex compiles it for PostgreSQL; null where something of it is not known.
 * https://github.com/knex/knex lib/dialects/postgres/schema/pg-columncompiler.js
 */
export function knexColumn({ links }: Chain, table: string): KnexColumn | null {
  const [first, ...rest] = links;
  const name = first?.values?.length === 0 && /ncrements$/.test(first.name) ? 'id' : textOf(first?.values?.[0]);
  const type = first && name !== null ? typeOf(first) : null;
  if (!first || name === null || name === undefined || type === null) return null;
  const column: KnexColumn = {
    name,
    type,
    modifiers: checkOf(first, name),
    constraints: [],
    index: null,
    comment: null,
    altered: false,
    nullable: null,
    defaultValue: null,
  };
  const base = table.replaceAll(/[.-]/g, '_');
  const known = rest.every((link) => modify(column, link, { base, links: rest }));
  if (column.nullable !== null) column.modifiers.unshift(column.nullable ? 'NULL' : 'NOT NULL');
  if (column.defaultValue !== null) column.modifiers.unshift(`DEFAULT ${column.defaultValue}`);
  return known ? column : null;
}

/** What an index or constraint is called that nobody named. */
export function knexName(table: string, columns: string[], kind: string): string {
  return `${table.replaceAll(/[.-]/g, '_')}_${columns.join('_')}_${kind}`.toLowerCase();
}

/** A value as a default: quoted, as knex binds it. */
export function knexDefault(value: Value | undefined): string | null {
  if (value?.kind === 'text') return quoted(value.text);
  if (value?.kind === 'number') return `'${value.text}'`;
  if (value?.kind === 'boolean') return `'${value.value ? 1 : 0}'`;
  if (value?.kind === 'null') return 'NULL';
  if (value?.kind !== 'chain') return null;
  const last = value.links.at(-1);
  const asked = value.links.map(({ name }) => name).join('.');
  if (asked === 'fn.now') return last?.values?.length === 0 ? 'CURRENT_TIMESTAMP' : null;
  if (asked === 'fn.uuid') return 'gen_random_uuid()';
  return asked === 'raw' && last?.values?.length === 1 ? textOf(last.values[0]) : null;
}

function typeOf({ name, values }: Link): string | null {
  const [, first, second] = values ?? [];
  const plain = plainTypes[name];
  if (plain !== undefined) return name === 'uuid' && primaryKey(first) ? 'uuid PRIMARY KEY' : plain;
  if (name === 'string') return `varchar(${number(first) ?? '255'})`;
  if (name === 'decimal')
    return first?.kind === 'null' ? 'decimal' : `decimal(${number(first) ?? 8}, ${number(second) ?? 2})`;
  if (name === 'timestamp' || name === 'datetime' || name === 'dateTime') return timestamp(first, second);
  if (name === 'time') return 'time';
  if (name === 'enu' || name === 'enum') return enumType(values ?? []);
  if (name === 'specificType') return isType(textOf(first) ?? '') ? textOf(first) : null;
  if (!/^(big)?increments$/i.test(name)) return null;
  const options = values?.length === 0 ? undefined : first;
  const key = options === undefined || entriesOf(options)?.get('primaryKey') === undefined ? true : primaryKey(options);
  return `${/^big/.test(name) ? 'bigserial' : 'serial'}${key ? ' PRIMARY KEY' : ''}`;
}

function primaryKey(options: Value | undefined): boolean {
  return booleanOf(entriesOf(options)?.get('primaryKey')) === true;
}

function timestamp(first: Value | undefined, second: Value | undefined): string | null {
  const options = entriesOf(first);
  const zone = options ? (booleanOf(options.get('useTz')) ?? true) : booleanOf(first) !== true;
  const precision = number(options ? options.get('precision') : second);
  if (first && !options && first.kind !== 'boolean') return null;
  return `${zone ? 'timestamptz' : 'timestamp'}${precision === null ? '' : `(${precision})`}`;
}

function enumType(values: Value[]): string | null {
  const allowed = textsOf(values[1]);
  const options = entriesOf(values[2]);
  if (!allowed || (values[2] && !options)) return null;
  if (booleanOf(options?.get('useNative')) !== true) return 'text';
  const name = textOf(options?.get('enumName'));
  // Where knex makes the type itself, that is a statement of its own.
  return name !== null && booleanOf(options?.get('existingType')) === true ? identifier(name) : null;
}

function checkOf({ name, values }: Link, column: string): string[] {
  const allowed = /^enum?$/.test(name) ? textsOf(values?.[1]) : null;
  const native = booleanOf(entriesOf(values?.[2])?.get('useNative')) === true;
  if (!allowed || native) return [];
  return [`CHECK (${identifier(column)} IN (${allowed.map(quoted).join(', ')}))`];
}

interface Place {
  base: string;
  links: Link[];
}

function modify(column: KnexColumn, { name, values }: Link, { base, links }: Place): boolean {
  const [first] = values ?? [];
  const list = columnList([column.name]);
  switch (name) {
    case 'nullable':
      column.nullable = booleanOf(first) ?? true;
      return true;
    case 'notNullable':
    case 'notNull':
      column.nullable = false;
      return true;
    case 'defaultTo':
      column.defaultValue = knexDefault(first);
      return column.defaultValue !== null;
    case 'primary':
      column.constraints.push(`CONSTRAINT ${identifier(textOf(first) ?? `${base}_pkey`)} PRIMARY KEY (${list})`);
      return first === undefined || first.kind === 'text';
    case 'unique':
      column.constraints.push(
        `CONSTRAINT ${identifier(textOf(first) ?? knexName(base, [column.name], 'unique'))} UNIQUE (${list})`,
      );
      return first === undefined || first.kind === 'text';
    case 'index':
      column.index = {
        name: textOf(first) ?? knexName(base, [column.name], 'index'),
        using: textOf(values?.[1]) ?? '',
      };
      return /^\w*$/.test(column.index.using) && (values ?? []).every(({ kind }) => kind === 'text');
    case 'references':
      return foreign(column, links, base);
    case 'comment':
      column.comment = textOf(first);
      return column.comment !== null;
    case 'alter':
      column.altered = true;
      return values?.length === 0;
    // Told with `references`, or of MySQL alone.
    default:
      return /^(inTable|on|onDelete|onUpdate|withKeyName|unsigned|foreign)$/.test(name);
  }
}

/** `references('id').inTable('users')` and `references('users.id')`. */
function foreign(column: KnexColumn, links: Link[], base: string): boolean {
  const said = (...names: string[]) => links.find(({ name }) => names.includes(name))?.values?.[0];
  const target = textOf(said('references'));
  const dot = target?.lastIndexOf('.') ?? -1;
  const table = textOf(said('inTable', 'on')) ?? (dot > 0 ? target?.slice(0, dot) : undefined);
  if (!target || table === undefined) return false;
  const name = textOf(said('withKeyName')) ?? knexName(base, [column.name], 'foreign');
  const to = references(tableName(table), [target.slice(dot + 1)], {
    onDelete: textOf(said('onDelete')),
    onUpdate: textOf(said('onUpdate')),
  });
  column.constraints.push(`CONSTRAINT ${identifier(name)} FOREIGN KEY (${columnList([column.name])}) ${to}`);
  return true;
}

function number(value: Value | undefined): string | null {
  return value?.kind === 'number' && /^\d+$/.test(value.text) ? value.text : null;
}
