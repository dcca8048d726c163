import { identifier } from '../../../../session/sql.ts';
import { columnList, quoted } from './ddl.ts';
import { type Forward, joined, nothing, statement, type Translate } from './forward.ts';
import { pgmColumns, pgmName, pgmReferences, pgmType, pgmValue, plainName, type Shorthands } from './pgm-columns.ts';
import { booleanOf, entriesOf, textOf, textsOf, type Value } from './value.ts';

/**
 * What a call of a node-pg-migrate migration runs: `pgm.sql(...)`, `pgm.createTable(...)`.
 * https://github.com/salsita/node-pg-migrate src/operations
 */
export function pgmForward(shorthands: Shorthands): Translate {
  return (chain, { root }) => {
    const [first, ...rest] = chain.links;
    if (chain.root !== root || !first || rest.length > 0) return null;
    const call = calls()[first.name];
    return call ? call(first.values ?? [], { line: first.line, shorthands }) : null;
  };
}

interface Place {
  line: number;
  shorthands: Shorthands;
}

type Call = (values: Value[], place: Place) => Forward | null;

/** `ALTER TABLE x ...`, of a table and what else the call is given. */
function altering(action: (values: Value[], place: Place) => string | null): Call {
  return ([table, ...values], place) => {
    const name = pgmName(table);
    const text = name === null ? null : action(values, place);
    return text === null ? null : statement(`ALTER TABLE ${name} ${text}`, place.line);
  };
}

function dropping(kind: string): Call {
  return ([object, options], { line }) => {
    const name = pgmName(object);
    return name === null ? null : statement(`DROP ${kind} ${ifExists(options)}${name}${cascade(options)}`, line);
  };
}

function renaming(kind: string): Call {
  return ([object, to], { line }) => {
    const [name, other] = [pgmName(object), textOf(to)];
    return name === null || other === null
      ? null
      : statement(`ALTER ${kind} ${name} RENAME TO ${identifier(other)}`, line);
  };
}

/** Made when it is asked for: what runs while a module is loaded stays in every bundle. */
const calls = (): Record<string, Call> => ({
  sql: ([text, ...rest]) => (text?.kind === 'text' && rest.length === 0 ? statement(text.text, text.line) : null),
  noTransaction: () => nothing,
  createTable,
  dropTable: dropping('TABLE'),
  renameTable: renaming('TABLE'),
  addColumns,
  addColumn: addColumns,
  dropColumns,
  dropColumn: dropColumns,
  renameColumn: altering(([from, to]) => {
    const [old, name] = [textOf(from), textOf(to)];
    return old === null || name === null ? null : `RENAME ${identifier(old)} TO ${identifier(name)}`;
  }),
  alterColumn: altering(alterColumn),
  addConstraint,
  createConstraint: addConstraint,
  dropConstraint: altering(([name, options]) =>
    textOf(name) === null
      ? null
      : `DROP CONSTRAINT ${ifExists(options)}${identifier(textOf(name) ?? '')}${cascade(options)}`,
  ),
  renameConstraint: altering(([from, to]) => {
    const [old, name] = [textOf(from), textOf(to)];
    return old === null || name === null ? null : `RENAME CONSTRAINT ${identifier(old)} TO ${identifier(name)}`;
  }),
  createIndex,
  addIndex: createIndex,
  dropIndex,
  renameIndex: renaming('INDEX'),
  createExtension: ([names, options], { line }) => {
    const all = textsOf(names);
    const ifNot = flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
    return all && joined(all.map((name) => statement(`CREATE EXTENSION ${ifNot}${identifier(name)}`, line)));
  },
  createSchema: ([name, options], { line }) =>
    textOf(name) === null
      ? null
      : statement(`CREATE SCHEMA ${flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : ''}${pgmName(name)}`, line),
  dropSchema: dropping('SCHEMA'),
  createType: ([type, values], { line }) => {
    const [name, all] = [pgmName(type), values?.kind === 'list' ? textsOf(values) : null];
    return name === null || !all
      ? null
      : statement(`CREATE TYPE ${name} AS ENUM (${all.map(quoted).join(', ')})`, line);
  },
  addTypeValue: ([type, value, options], { line }) => {
    const [name, text] = [pgmName(type), textOf(value)];
    const entries = entriesOf(options);
    const side = ['before', 'after'].map((key) =>
      textOf(entries?.get(key)) === null ? '' : ` ${key.toUpperCase()} ${quoted(textOf(entries?.get(key)) ?? '')}`,
    );
    if (name === null || text === null) return null;
    return statement(
      `ALTER TYPE ${name} ADD VALUE ${flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : ''}${quoted(text)}${side.join('')}`,
      line,
    );
  },
  dropType: dropping('TYPE'),
  dropView: dropping('VIEW'),
});

function createTable([table, columns, options]: Value[], { line, shorthands }: Place): Forward | null {
  const [name, plain] = [pgmName(table), plainName(table)];
  if (name === null || plain === null) return null;
  const read = pgmColumns(columns, shorthands);
  const entries = options === undefined ? new Map<string, Value>() : entriesOf(options);
  const constraints = constraintsOf(plain, entries?.get('constraints'), null);
  const known =
    entries && [...entries.keys()].every((key) => /^(ifNotExists|constraints|temporary|comment)$/.test(key));
  const parts = [
    ...(read?.definitions ?? []),
    ...(constraints ?? []),
    ...(read && read.keys.length > 0
      ? [`CONSTRAINT ${identifier(`${plain}_pkey`)} PRIMARY KEY (${columnList(read.keys)})`]
      : []),
  ];
  const temporary = flag(options, 'temporary') ? 'TEMPORARY ' : '';
  const head = `CREATE ${temporary}TABLE ${flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : ''}${name}`;
  const comment = textOf(entries?.get('comment'));
  return joined([
    statement(`${head} (${parts.join(', ')})`, line),
    ...(read?.comments ?? []).map((each) => commentOn(name, each, line)),
    ...(comment === null ? [] : [statement(`COMMENT ON TABLE ${name} IS ${quoted(comment)}`, line)]),
    ...(read && constraints && known ? [] : [null]),
  ]);
}

function addColumns([table, columns, options]: Value[], { line, shorthands }: Place): Forward | null {
  const name = pgmName(table);
  const read = pgmColumns(columns, shorthands);
  if (name === null || !read || read.keys.length > 0) return null;
  const ifNot = flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
  const added = read.definitions.map((text) => `ADD COLUMN ${ifNot}${text}`).join(', ');
  return joined([
    statement(`ALTER TABLE ${name} ${added}`, line),
    ...read.comments.map((each) => commentOn(name, each, line)),
  ]);
}

function commentOn(table: string, { name, comment }: { name: string; comment: string }, line: number): Forward {
  return statement(`COMMENT ON COLUMN ${table}.${identifier(name)} IS ${quoted(comment)}`, line);
}

function dropColumns(values: Value[], place: Place): Forward | null {
  return altering(([columns, options]) => {
    const entries = entriesOf(columns);
    const all = entries ? [...entries.keys()] : textsOf(columns);
    const end = cascade(options);
    return all?.map((column) => `DROP COLUMN ${ifExists(options)}${identifier(column)}${end}`).join(', ') ?? null;
  })(values, place);
}

function alterColumn([column, value]: Value[]): string | null {
  const [name, options] = [textOf(column), entriesOf(value)];
  const known =
    options && [...options.keys()].every((key) => /^(default|type|using|notNull|allowNull|collation)$/.test(key));
  if (name === null || !known) return null;
  const alter = `ALTER COLUMN ${identifier(name)}`;
  const fallback = options.has('default') ? pgmValue(options.get('default')) : '';
  const type = options.has('type') ? pgmType(options.get('type')) : '';
  const using = options.has('using') ? textOf(options.get('using')) : '';
  if (fallback === null || type === null || using === null || options.has('collation')) return null;
  const notNull = booleanOf(options.get('notNull'));
  const actions = [
    fallback === '' ? '' : fallback === 'NULL' ? `${alter} DROP DEFAULT` : `${alter} SET DEFAULT ${fallback}`,
    type === '' ? '' : `${alter} SET DATA TYPE ${type}${using === '' ? '' : ` USING ${using}`}`,
    notNull === true ? `${alter} SET NOT NULL` : '',
    notNull === false || booleanOf(options.get('allowNull')) === true ? `${alter} DROP NOT NULL` : '',
  ].filter((text) => text !== '');
  return actions.length === 0 ? null : actions.join(', ');
}

function addConstraint(values: Value[], place: Place): Forward | null {
  const plain = plainName(values[0]);
  return altering(([constraint, value]) => {
    const name = textOf(constraint);
    const sql = textOf(value);
    if (sql !== null) return `ADD ${name === null ? '' : `CONSTRAINT ${identifier(name)} `}${sql}`;
    const all = plain === null ? null : constraintsOf(plain, value, name);
    return all && all.length > 0 ? all.map((text) => `ADD ${text}`).join(', ') : null;
  })(values, place);
}

/** `{ unique, primaryKey, foreignKeys, check }`; null where something else is in it. */
function constraintsOf(table: string, value: Value | undefined, name: string | null): string[] | null {
  if (value === undefined) return [];
  const options = entriesOf(value);
  if (!options || ![...options.keys()].every((key) => /^(unique|primaryKey|foreignKeys|check)$/.test(key))) return null;
  const own = (fallback: string) => `CONSTRAINT ${identifier(name ?? `${table}_${fallback}`)}`;
  const check = options.get('check');
  const unique = options.get('unique');
  const [checks, columns, key] = [textOf(check), textsOf(unique), textsOf(options.get('primaryKey'))];
  const foreign = options.get('foreignKeys');
  const list = foreign?.kind === 'list' ? foreign.items : foreign ? [foreign] : [];
  const keys = list.map((each) => foreignKey(entriesOf(each), own));
  if (
    (check && checks === null) ||
    (unique && !columns) ||
    (options.has('primaryKey') && !key) ||
    keys.includes(null)
  ) {
    return null;
  }
  return [
    ...(checks === null ? [] : [`${own('chck')} CHECK (${checks})`]),
    ...(columns ? [`${own(`uniq_${columns.join('_')}`)} UNIQUE (${columnList(columns)})`] : []),
    ...(key ? [`${own('pkey')} PRIMARY KEY (${columnList(key)})`] : []),
    ...keys.flatMap((text) => text ?? []),
  ];
}

function foreignKey(options: Map<string, Value> | null, own: (fallback: string) => string): string | null {
  const columns = textsOf(options?.get('columns'));
  const target = options && pgmReferences(options);
  const known =
    options &&
    [...options.keys()].every((key) => /^(columns|references|onDelete|onUpdate|referencesConstraintName)$/.test(key));
  if (!columns || !target || !known) return null;
  const named = textOf(options.get('referencesConstraintName'));
  const head = named === null ? own(`fk_${columns.join('_')}`) : `CONSTRAINT ${identifier(named)}`;
  return `${head} FOREIGN KEY (${columnList(columns)}) ${target}`;
}

function createIndex([table, columns, options]: Value[], { line }: Place): Forward | null {
  const [name, plain, all] = [pgmName(table), plainName(table), textsOf(columns)];
  const entries = options === undefined ? new Map<string, Value>() : entriesOf(options);
  const known =
    entries && [...entries.keys()].every((key) => /^(name|unique|concurrently|ifNotExists|method|where)$/.test(key));
  if (name === null || plain === null || !all || !known) return null;
  const unique = flag(options, 'unique');
  const where = entries.has('where') ? textOf(entries.get('where')) : '';
  const method = entries.has('method') ? textOf(entries.get('method')) : '';
  if (where === null || method === null || !/^\w*$/.test(method)) return null;
  const own = textOf(entries.get('name')) ?? `${plain}_${all.join('_')}${unique ? '_unique' : ''}_index`;
  const head = `CREATE ${unique ? 'UNIQUE ' : ''}INDEX ${flag(options, 'concurrently') ? 'CONCURRENTLY ' : ''}`;
  const ifNot = flag(options, 'ifNotExists') ? 'IF NOT EXISTS ' : '';
  const using = method === '' ? '' : ` USING ${method}`;
  const end = where === '' ? '' : ` WHERE ${where}`;
  return statement(`${head}${ifNot}${identifier(own)} ON ${name}${using} (${all.map(indexed).join(', ')})${end}`, line);
}

/** A column, or an expression as it is. */
function indexed(column: string): string {
  if (!/[^\w".]/.test(column)) return identifier(column);
  return column.endsWith(')') ? column : `(${column})`;
}

function dropIndex([table, columns, options]: Value[], { line }: Place): Forward | null {
  const [plain, all] = [plainName(table), textsOf(columns)];
  const schema = textOf(entriesOf(table)?.get('schema'));
  const named = textOf(entriesOf(options)?.get('name'));
  const own =
    named ??
    (plain !== null && all ? `${plain}_${all.join('_')}${flag(options, 'unique') ? '_unique' : ''}_index` : null);
  if (own === null) return null;
  const name = schema === null ? identifier(own) : identifier(schema, own);
  const concurrently = flag(options, 'concurrently') ? 'CONCURRENTLY ' : '';
  return statement(`DROP INDEX ${concurrently}${ifExists(options)}${name}${cascade(options)}`, line);
}

function flag(options: Value | undefined, name: string): boolean {
  return booleanOf(entriesOf(options)?.get(name)) === true;
}

function ifExists(options: Value | undefined): string {
  return flag(options, 'ifExists') ? 'IF EXISTS ' : '';
}

function cascade(options: Value | undefined): string {
  return flag(options, 'cascade') ? ' CASCADE' : '';
}
