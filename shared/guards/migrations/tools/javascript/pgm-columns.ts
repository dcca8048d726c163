import { identifier } from '../../../../session/sql.ts';
import { quoted } from './ddl.ts';
import { booleanOf, entriesOf, textOf, type Value } from './value.ts';

/** Short names of types, of node-pg-migrate itself and of the `shorthands` that migrations export. */
export type Shorthands = Map<string, Value>;

const adapters: Record<string, string> = {
  int: 'integer',
  string: 'text',
  float: 'real',
  double: 'double precision',
  datetime: 'timestamp',
  bool: 'boolean',
};

const known =
  /^(type|notNull|default|unique|primaryKey|references|onDelete|onUpdate|check|comment|collation|referencesConstraintName|sequenceGenerated|array)$/;

/** A name: a text, or `{ schema, name }`, quoted as it is. */
export function pgmName(value: Value | undefined): string | null {
  const text = textOf(value);
  if (text !== null) return identifier(text);
  const entries = entriesOf(value);
  const name = textOf(entries?.get('name'));
  const schema = textOf(entries?.get('schema'));
  if (name === null) return null;
  return schema === null ? identifier(name) : identifier(schema, name);
}

/** The name of a table without its schema. */
export function plainName(value: Value | undefined): string | null {
  return textOf(value) ?? textOf(entriesOf(value)?.get('name'));
}

/** `REFERENCES ...` of an option: a name, or what is already SQL. */
export function pgmReferences(options: Map<string, Value>): string | null {
  const text = textOf(options.get('references'));
  const target = text !== null && /^"|\)$/.test(text) ? text : pgmName(options.get('references'));
  const actions = ['onDelete', 'onUpdate'].map((key) => {
    if (!options.has(key)) return '';
    const action = textOf(options.get(key));
    const isKnown = action !== null && /^(cascade|restrict|no action|set null|set default)$/i.test(action);
    return isKnown ? ` ON ${key.slice(2).toUpperCase()} ${action.toUpperCase()}` : null;
  });
  return target === null || actions.includes(null) ? null : `REFERENCES ${target}${actions.join('')}`;
}

/** A value as node-pg-migrate writes it: `pgm.func('now()')` is SQL, a text is quoted. */
export function pgmValue(value: Value | undefined): string | null {
  if (value?.kind === 'text') return quoted(value.text);
  if (value?.kind === 'number') return value.text;
  if (value?.kind === 'boolean') return String(value.value);
  if (value?.kind === 'null') return 'NULL';
  const last = value?.kind === 'chain' ? value.links.at(-1) : undefined;
  return last?.name === 'func' && last.values?.length === 1 ? textOf(last.values[0]) : null;
}

/** Entries of columns as definitions, and the columns of the primary key; null where something is not known. */
export function pgmColumns(value: Value | undefined, shorthands: Shorthands): PgmColumns | null {
  const entries = entriesOf(value);
  if (!entries) return null;
  const columns = [...entries].map(([name, column]) => ({ name, options: expanded(column, shorthands) }));
  const isKey = (options: Map<string, Value> | null) => booleanOf(options?.get('primaryKey')) === true;
  const keys = columns.filter(({ options }) => isKey(options)).map(({ name }) => name);
  const definitions = columns.map(({ name, options }) => options && definition(name, options, keys.length > 1));
  const comments = columns.flatMap(({ name, options }) => {
    const comment = textOf(options?.get('comment'));
    return comment === null ? [] : [{ name, comment }];
  });
  if (definitions.includes(null)) return null;
  return { definitions: definitions.flatMap((text) => text ?? []), keys: keys.length > 1 ? keys : [], comments };
}

export interface PgmColumns {
  definitions: string[];
  /** where the primary key has several columns, those */
  keys: string[];
  comments: { name: string; comment: string }[];
}

/** The type that an option names. */
export function pgmType(value: Value | undefined): string | null {
  const text = textOf(value);
  return text === null ? null : (adapters[text] ?? text);
}

function expanded(value: Value, shorthands: Shorthands): Map<string, Value> | null {
  let options = value.kind === 'text' ? new Map<string, Value>([['type', value]]) : entriesOf(value);
  const seen = new Set<string>();
  for (let type = textOf(options?.get('type')); type !== null; type = textOf(options?.get('type'))) {
    const short = shorthands.get(type);
    if (!short || seen.has(type)) break;
    seen.add(type);
    const more = short.kind === 'text' ? new Map<string, Value>([['type', short]]) : entriesOf(short);
    if (!options || !more) return null;
    options = new Map([...more, ...[...options].filter(([key]) => key !== 'type')]);
  }
  return options;
}

function definition(name: string, options: Map<string, Value>, severalKeys: boolean): string | null {
  const type = pgmType(options.get('type'));
  if (type === null || ![...options.keys()].every((key) => known.test(key))) return null;
  const is = (key: string) => booleanOf(options.get(key)) === true;
  const fallback = options.has('default') ? pgmValue(options.get('default')) : '';
  const check = options.has('check') ? textOf(options.get('check')) : '';
  const target = options.has('references') ? pgmReferences(options) : '';
  const named = textOf(options.get('referencesConstraintName'));
  const precedence = textOf(entriesOf(options.get('sequenceGenerated'))?.get('precedence'));
  if (fallback === null || check === null || target === null) return null;
  if (options.has('sequenceGenerated') && !/^(ALWAYS|BY DEFAULT)$/.test(precedence ?? '')) return null;
  return [
    identifier(name),
    is('array') ? `${type}[]` : type,
    options.has('collation') ? `COLLATE ${textOf(options.get('collation'))}` : '',
    fallback === '' ? '' : `DEFAULT ${fallback}`,
    is('unique') ? 'UNIQUE' : '',
    is('primaryKey') && !severalKeys ? 'PRIMARY KEY' : '',
    is('notNull') ? 'NOT NULL' : '',
    check === '' ? '' : `CHECK (${check})`,
    target === '' ? '' : `${named === null ? '' : `CONSTRAINT ${identifier(named)} `}${target}`,
    precedence === null ? '' : `GENERATED ${precedence} AS IDENTITY`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}
