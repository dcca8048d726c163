import { identifier } from '../../../../session/sql.ts';
import type { Call, Term } from '../elixir/parse.ts';
import { type Conventions, columnSql, type Keys, referenceName, type Table, typeSql } from './columns.ts';
import { defaultSql, isNil, isTrue, nameFrom, notConstant, onlyKeys, textFrom } from './values.ts';

/** Statements of SQL that a call comes to. Throws NotConstantError where it cannot be told. */
export type Command = (call: Call, own: Conventions) => string[];

const create: Command = (call, own) => {
  const [object] = call.items;
  const once = call.name === 'create_if_not_exists' ? 'IF NOT EXISTS ' : '';
  if (object?.is !== 'call') return notConstant();
  if (object.name === 'table') return [createTable(object, [call.body ?? [], once], own)];
  if (call.body !== null) return notConstant();
  if (object.name === 'constraint') return [createConstraint(object)];
  return [createIndex(object, once)];
};

function tableFrom(call: Term | undefined, ...more: string[]): Table {
  if (call?.is !== 'call' || call.name !== 'table') return notConstant();
  onlyKeys(call, 'prefix', ...more);
  const name = nameFrom(call.items[0]);
  const prefix = call.keys.has('prefix') ? [nameFrom(call.keys.get('prefix'))] : [];
  return { name, sql: identifier(...prefix, name) };
}

function createTable(object: Call, [body, once]: [Term[], string], own: Conventions): string {
  const table = tableFrom(object, 'primary_key', 'comment');
  const given = object.keys.get('primary_key');
  if (given !== undefined && given.is !== 'atom') return notConstant();
  const added = body.flatMap((each) => additions(each, own));
  const keys = added.filter(([, , options]) => isTrue(options.get('primary_key'))).map(([name]) => name);
  const columns = added.map(([name, type, options]) => columnSql(name, [type, options], table, own));
  if ((given === undefined || isTrue(given)) && own.keyName !== null) {
    columns.unshift(`${identifier(own.keyName)} ${own.keyType}`);
    keys.unshift(own.keyName);
  }
  if (keys.length > 0) columns.push(`PRIMARY KEY (${keys.map((key) => identifier(key)).join(', ')})`);
  return `CREATE TABLE ${once}${table.sql} (${columns.join(', ')})`;
}

type Addition = [name: string, type: Term | undefined, options: Keys];

/** `add :name, :string` and `timestamps()`. */
function additions(term: Term, own: Conventions): Addition[] {
  if (term.is !== 'call' || term.body !== null) return notConstant();
  if (term.name === 'add') return [[nameFrom(term.items[0]), term.items[1], term.keys]];
  if (term.name !== 'timestamps') return notConstant();
  onlyKeys(term, 'type', 'null', 'default', 'inserted_at', 'updated_at');
  const { line } = term;
  const type: Term = term.keys.get('type') ?? { is: 'atom', name: own.timestampsType, line };
  const options: Keys = new Map([['null', { is: 'atom', name: 'false', line } as Term]]);
  for (const key of ['null', 'default']) if (term.keys.has(key)) options.set(key, term.keys.get(key) as Term);
  const name = (key: string, usual: string) => {
    const given = term.keys.get(key);
    if (given === undefined) return [usual];
    return given.is === 'atom' && given.name === 'false' ? [] : [nameFrom(given)];
  };
  const names = [...name('inserted_at', own.insertedAt), ...name('updated_at', own.updatedAt)];
  return names.map((each) => [each, type, options]);
}

const indexKeys = 'name unique concurrently where using prefix include nulls_distinct comment only'.split(' ');

function createIndex(object: Call, once: string): string {
  if (object.name !== 'index' && object.name !== 'unique_index') return notConstant();
  onlyKeys(object, ...indexKeys);
  if (object.keys.has('only')) return notConstant();
  const { table, name } = indexFrom(object);
  const unique = object.name === 'unique_index' || isTrue(object.keys.get('unique')) ? 'UNIQUE ' : '';
  const columns = columnsOf(object).map((column) =>
    column.is === 'text' ? column.text : identifier(nameFrom(column)),
  );
  const include = object.keys.get('include');
  const distinct = object.keys.get('nulls_distinct');
  return [
    `CREATE ${unique}INDEX ${isTrue(object.keys.get('concurrently')) ? 'CONCURRENTLY ' : ''}${once}${identifier(name)} ON ${table}`,
    ...(object.keys.has('using') ? [`USING ${nameFrom(object.keys.get('using'))}`] : []),
    `(${columns.join(', ')})`,
    ...(include
      ? [
          `INCLUDE (${listed(include)
            .map((each) => identifier(nameFrom(each)))
            .join(', ')})`,
        ]
      : []),
    ...(distinct === undefined ? [] : [isTrue(distinct) ? 'NULLS DISTINCT' : 'NULLS NOT DISTINCT']),
    ...(object.keys.has('where') ? [`WHERE ${textFrom(object.keys.get('where'))}`] : []),
  ].join(' ');
}

/** Ecto's names: `users_email_index`. elixir-ecto/ecto_sql: lib/ecto/migration.ex (default_index_name) */
function indexFrom(object: Call): { table: string; name: string; prefix: string[] } {
  const table = nameFrom(object.items[0]);
  const prefix = object.keys.has('prefix') ? [nameFrom(object.keys.get('prefix'))] : [];
  const words = [table, ...columnsOf(object).map(nameFrom), 'index'];
  const usual = () => words.map((word) => word.replaceAll(/[^\w]/g, '_').replace(/_+$/, '')).join('_');
  const name = object.keys.has('name') ? nameFrom(object.keys.get('name')) : usual();
  return { table: identifier(...prefix, table), name, prefix };
}

function columnsOf({ items: [, columns] }: Call): Term[] {
  return columns === undefined ? [] : listed(columns);
}

function listed(term: Term): Term[] {
  if (term.is !== 'list') return [term];
  return term.keys.size > 0 ? notConstant() : term.items;
}

function createConstraint(object: Call): string {
  onlyKeys(object, 'check', 'prefix', 'validate');
  const table = nameFrom(object.items[0]);
  const prefix = object.keys.has('prefix') ? [nameFrom(object.keys.get('prefix'))] : [];
  const check = textFrom(object.keys.get('check'));
  const validate = object.keys.get('validate');
  const later = validate !== undefined && !isTrue(validate) ? ' NOT VALID' : '';
  return `ALTER TABLE ${identifier(...prefix, table)} ADD CONSTRAINT ${identifier(nameFrom(object.items[1]))} CHECK (${check})${later}`;
}

const drop: Command = ({ items: [object], name, keys }) => {
  const once = name === 'drop_if_exists' ? 'IF EXISTS ' : '';
  onlyKeys({ keys }, 'mode');
  const cascade = keys.has('mode') && nameFrom(keys.get('mode')) === 'cascade' ? ' CASCADE' : '';
  if (object?.is !== 'call') return notConstant();
  if (object.name === 'table')
    return [`DROP TABLE ${once}${tableFrom(object, 'primary_key', 'comment').sql}${cascade}`];
  if (object.name === 'constraint') {
    const prefix = object.keys.has('prefix') ? [nameFrom(object.keys.get('prefix'))] : [];
    const table = identifier(...prefix, nameFrom(object.items[0]));
    return [`ALTER TABLE ${table} DROP CONSTRAINT ${once}${identifier(nameFrom(object.items[1]))}${cascade}`];
  }
  if (object.name !== 'index' && object.name !== 'unique_index') return notConstant();
  onlyKeys(object, ...indexKeys);
  const index = indexFrom(object);
  const concurrently = isTrue(object.keys.get('concurrently')) ? 'CONCURRENTLY ' : '';
  return [`DROP INDEX ${concurrently}${once}${identifier(...index.prefix, index.name)}${cascade}`];
};

/** All changes of a block go out as one statement. */
const alter: Command = (call, own) => {
  const table = tableFrom(call.items[0]);
  const actions = (call.body ?? notConstant()).flatMap((each) => change(each, table, own));
  return actions.length === 0 ? [] : [`ALTER TABLE ${table.sql} ${actions.join(', ')}`];
};

function change(term: Term, table: Table, own: Conventions): string[] {
  if (term.is !== 'call' || term.body !== null) return notConstant();
  const [first, type] = term.items;
  if (term.name === 'add' || term.name === 'timestamps') {
    return additions(term, own).map(([name, of, keys]) => {
      const key = isTrue(keys.get('primary_key')) ? ', ADD PRIMARY KEY ' : '';
      return `ADD COLUMN ${columnSql(name, [of, keys], table, own)}${key && `${key}(${identifier(name)})`}`;
    });
  }
  const name = () => identifier(nameFrom(first));
  switch (term.name) {
    case 'add_if_not_exists':
      return [`ADD COLUMN IF NOT EXISTS ${columnSql(nameFrom(first), [type, term.keys], table, own)}`];
    case 'remove':
      return [...droppedReference(nameFrom(first), type, table), `DROP COLUMN ${name()}`];
    case 'remove_if_exists':
      return [`DROP COLUMN IF EXISTS ${name()}`];
    case 'modify':
      return modification(name(), [type, term.keys]);
    default:
      return notConstant();
  }
}

/** What was a reference loses its constraint first. */
function droppedReference(column: string, type: Term | undefined, table: Table): string[] {
  if (type?.is !== 'call') return [];
  if (type.name !== 'references') return notConstant();
  return [`DROP CONSTRAINT ${identifier(referenceName(column, type, table))}`];
}

function modification(name: string, [term, keys]: [Term | undefined, Keys]): string[] {
  onlyKeys({ keys }, 'null', 'default', 'size', 'precision', 'scale', 'from');
  // What a foreign key was before, and so which one is dropped first, is not certain.
  const from = keys.get('from');
  if (term?.is === 'call' || from?.is === 'call' || from?.is === 'tuple') return notConstant();
  const type = typeSql(term, keys);
  const nullable = keys.get('null');
  const value = keys.get('default');
  return [
    `ALTER COLUMN ${name} TYPE ${type}`,
    ...(nullable === undefined || isNil(nullable)
      ? []
      : [`ALTER COLUMN ${name} ${isTrue(nullable) ? 'DROP' : 'SET'} NOT NULL`]),
    ...(value === undefined ? [] : [`ALTER COLUMN ${name} SET DEFAULT ${defaultSql(value, type)}`]),
  ];
}

const rename: Command = ({ items, keys }) => {
  onlyKeys({ keys }, 'to');
  const [from, column] = items;
  const to = keys.get('to');
  if (from?.is === 'call' && from.name === 'index') {
    return [
      `ALTER INDEX ${identifier(...indexFrom(from).prefix, indexFrom(from).name)} RENAME TO ${identifier(nameFrom(to))}`,
    ];
  }
  const table = tableFrom(from).sql;
  if (column === undefined) return [`ALTER TABLE ${table} RENAME TO ${identifier(tableFrom(to).name)}`];
  return [`ALTER TABLE ${table} RENAME COLUMN ${identifier(nameFrom(column))} TO ${identifier(nameFrom(to))}`];
};

/** The commands of Ecto.Migration. `execute` may be given what undoes it as well. */
export const commands: Record<string, Command> = {
  create,
  create_if_not_exists: create,
  drop,
  drop_if_exists: drop,
  alter,
  rename,
  execute: ({ items }) => [textFrom(items[0])],
  flush: () => [],
};
