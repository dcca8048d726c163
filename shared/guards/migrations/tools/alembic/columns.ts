import { named } from '../python/quoting.ts';
import { argument, type Call, isFalse, isTrue, nameOf, textOf, type Value } from '../python/value.ts';
import { defaultOf } from './texts.ts';
import { type SqlType, typeOf } from './types.ts';

/** A `sa.Column(...)`. */
export interface Column {
  name: string;
  type: SqlType;
  nullable: boolean;
  primaryKey: boolean;
  /** `auto` where the column does not say */
  autoincrement: boolean | 'auto';
  unique: boolean;
  index: boolean;
  comment: string | null;
  /** ` DEFAULT now()`, ` GENERATED ...`, or '' */
  generation: string;
  foreignKeys: Call[];
  /** everything that it says is known */
  known: boolean;
}

/** Whether a value is a call of SQLAlchemy of that name: `isCallOf(value, 'Column')`. */
export function isCallOf(value: Value | undefined, ...names: string[]): value is Call {
  const name = nameOf(value) ?? '';
  return value?.kind === 'call' && name.startsWith('sqlalchemy.') && names.some((each) => name.endsWith(`.${each}`));
}

/** What a value says as a column; null where it is none, or its name is not known. */
export function columnOf(value: Value | undefined): Column | null {
  if (!isCallOf(value, 'Column')) return null;
  const name = textOf(argument(value, 0, 'name'));
  if (name === null) return null;
  const rest = value.positional.slice(value.named.has('name') ? 0 : 1);
  const untyped = isCallOf(rest[0], 'ForeignKey', 'Computed', 'Identity');
  const given = untyped ? undefined : rest[0];
  const items = untyped ? rest : rest.slice(1);
  const type = typeOf(value.named.get('type_') ?? given);
  const generation = generationOf(value.named.get('server_default'), items);
  const primaryKey = isTrue(value.named.get('primary_key'));
  const autoincrement = value.named.get('autoincrement');
  return {
    name,
    type,
    nullable: value.named.has('nullable') ? !isFalse(value.named.get('nullable')) : !primaryKey,
    primaryKey,
    autoincrement: autoincrement?.kind === 'boolean' ? autoincrement.value : 'auto',
    unique: isTrue(value.named.get('unique')),
    index: isTrue(value.named.get('index')),
    comment: textOf(value.named.get('comment')),
    generation: generation ?? '',
    foreignKeys: items.filter((item) => isCallOf(item, 'ForeignKey')),
    known:
      type.known &&
      generation !== null &&
      items.every(isKnownItem) &&
      ['nullable', 'unique', 'index', 'primary_key'].every((flag) => isFlag(value.named.get(flag))),
  };
}

function isFlag(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'boolean' || value.kind === 'none';
}

function isKnownItem(item: Value): boolean {
  return isCallOf(item, 'ForeignKey', 'Computed', 'Identity', 'FetchedValue');
}

function generationOf(serverDefault: Value | undefined, items: Value[]): string | null {
  const generated = [serverDefault, ...items].find((item) => isCallOf(item, 'Computed', 'Identity'));
  if (generated?.kind === 'call')
    return nameOf(generated)?.endsWith('Computed') ? computed(generated) : identity(generated);
  if (serverDefault === undefined || serverDefault.kind === 'none') return '';
  const expression = defaultOf(serverDefault);
  return expression === null ? null : ` DEFAULT ${expression}`;
}

function computed(call: Call): string | null {
  const expression =
    textOf(argument(call, 0, 'sqltext')) ?? textOf((argument(call, 0, 'sqltext') as Call)?.positional?.[0]);
  return expression === null ? null : ` GENERATED ALWAYS AS (${expression}) STORED`;
}

function identity(call: Call): string | null {
  const always = isTrue(argument(call, -1, 'always')) ? 'ALWAYS' : 'BY DEFAULT';
  const options = [
    ['increment', 'INCREMENT BY'],
    ['start', 'START WITH'],
    ['minvalue', 'MINVALUE'],
    ['maxvalue', 'MAXVALUE'],
    ['cache', 'CACHE'],
  ].flatMap(([name = '', words]) => {
    const value = call.named.get(name);
    return value?.kind === 'number' ? [`${words} ${value.text}`] : [];
  });
  if (isTrue(call.named.get('cycle'))) options.push('CYCLE');
  const list = options.length === 0 ? '' : ` (${options.join(' ')})`;
  return call.positional.length > 0 ? null : ` GENERATED ${always} AS IDENTITY${list}`;
}

/** A column as CREATE TABLE and ADD COLUMN write it. `serial`: its numbers are generated. */
export function columnSql({ name, type, nullable, generation }: Column, serial: boolean): string {
  const written = (serial && generation === '' && type.serial) || type.sql;
  // Identity columns are NOT NULL by themselves.
  const notNull = nullable || generation.includes(' AS IDENTITY') ? '' : ' NOT NULL';
  return `${named(name)} ${written}${generation}${notNull}`;
}
