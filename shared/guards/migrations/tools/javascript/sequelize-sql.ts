import { identifier } from '../../../../session/sql.ts';
import { columnList, quoted, references } from './ddl.ts';
import { type Forward, forwardOf, joined, nothing, statement, type Translate } from './forward.ts';
import { type SequelizeColumn, sequelizeColumn, sequelizeConstraints, sequelizeTable } from './sequelize-columns.ts';
import { booleanOf, entriesOf, type Link, textOf, textsOf, type Value } from './value.ts';

/**
 * What a call of a Sequelize migration runs: `queryInterface.addColumn(...)`, `queryInterface.sequelize.query(...)`.
 * https://github.com/sequelize/sequelize (v6) src/dialects/{abstract,postgres}/query-generator.js
 */
export const sequelizeForward: Translate = (chain, { root }) => {
  // Under Umzug the context may be the Sequelize itself.
  const own = chain.root === root || /^(queryInterface|sequelize|context)$/.test(chain.root);
  if (!own) return null;
  const links = chain.links.filter(
    ({ name, values }) => values !== null || !/^(sequelize|context|queryInterface)$/.test(name),
  );
  const [first, ...rest] = links[0]?.name === 'getQueryInterface' ? links.slice(1) : links;
  if (first?.name === 'transaction') return transaction(first, rest, root);
  if (!first || rest.length > 0) return null;
  const call = calls()[first.name];
  return call ? call(first.values ?? [], first.line) : null;
};

/** `sequelize.transaction(async (t) => { ... })`, and `commit()` on what `sequelize.transaction()` gave. */
function transaction({ values, line }: Link, [next, ...more]: Link[], root: string): Forward | null {
  if (next?.name === 'commit' && more.length === 0) return statement('COMMIT', next.line);
  if (next) return null;
  const body = values?.at(-1);
  if (body?.kind !== 'function') return statement('BEGIN', line);
  const inside = forwardOf({ ...body, parameters: [] }, (chain, how) => sequelizeForward(chain, { ...how, root }));
  return joined([statement('BEGIN', line), inside, statement('COMMIT', line)]);
}

type Call = (values: Value[], line: number) => Forward | null;

/** Options that change nothing about the SQL. */
function harmless(options: Value | undefined, more: string[] = []): boolean {
  if (options === undefined || options.kind === 'null') return true;
  const entries = entriesOf(options);
  return (
    !!entries && [...entries.keys()].every((key) => ['transaction', 'logging', 'type', 'raw', ...more].includes(key))
  );
}

const onTable =
  (read: (table: { name: string; sql: string }, values: Value[], line: number) => Forward | null): Call =>
  ([first, ...values], line) => {
    const table = sequelizeTable(first);
    return table ? read(table, values, line) : null;
  };

/** Made when it is asked for: what runs while a module is loaded stays in every bundle. */
const calls = (): Record<string, Call> => ({
  query: ([text, options]) => (text?.kind === 'text' && harmless(options) ? statement(text.text, text.line) : null),
  createSchema: ([schema], line) =>
    textOf(schema) === null ? null : statement(`CREATE SCHEMA IF NOT EXISTS ${identifier(textOf(schema) ?? '')}`, line),
  createTable: onTable((table, [columns, options], line) => createTable(table, columns, { options, line })),
  dropTable: onTable((table, [options], line) => {
    const cascade = booleanOf(entriesOf(options)?.get('cascade')) === true ? ' CASCADE' : '';
    return harmless(options, ['cascade']) ? statement(`DROP TABLE IF EXISTS ${table.sql}${cascade}`, line) : null;
  }),
  renameTable: onTable((table, [to], line) => {
    const name = sequelizeTable(to)?.name;
    return name === undefined ? null : statement(`ALTER TABLE ${table.sql} RENAME TO ${identifier(name)}`, line);
  }),
  addColumn: onTable((table, [name, attribute], line) => addColumn(table, name, { attribute, line })),
  removeColumn: onTable((table, [name], line) =>
    textOf(name) === null
      ? null
      : statement(`ALTER TABLE ${table.sql} DROP COLUMN ${identifier(textOf(name) ?? '')}`, line),
  ),
  renameColumn: onTable((table, names, line) => {
    const [from, to] = textsOf({ kind: 'list', items: names.slice(0, 2) }) ?? [];
    if (from === undefined || to === undefined) return null;
    return statement(`ALTER TABLE ${table.sql} RENAME COLUMN ${identifier(from)} TO ${identifier(to)}`, line);
  }),
  changeColumn: onTable((table, [name, attribute], line) => changeColumn(table, name, { attribute, line })),
  addIndex: onTable((table, values, line) => addIndex(table, values, line)),
  removeIndex: onTable((table, [index, options], line) => {
    const fields = index?.kind === 'list' ? textsOf(index) : null;
    const name = fields ? indexName(table.name, fields) : textOf(index);
    const concurrently = booleanOf(entriesOf(options)?.get('concurrently')) === true ? 'CONCURRENTLY ' : '';
    return name === null ? null : statement(`DROP INDEX ${concurrently}IF EXISTS ${identifier(name)}`, line);
  }),
  addConstraint: onTable((table, [options], line) => addConstraint(table, options, line)),
  removeConstraint: onTable((table, [name], line) =>
    textOf(name) === null
      ? null
      : statement(`ALTER TABLE ${table.sql} DROP CONSTRAINT ${identifier(textOf(name) ?? '')}`, line),
  ),
});

interface Definition {
  attribute?: Value | undefined;
  options?: Value | undefined;
  line: number;
}

function createTable(table: { name: string; sql: string }, columns: Value | undefined, { options, line }: Definition) {
  const entries = entriesOf(columns);
  const head = `CREATE TABLE IF NOT EXISTS ${table.sql}`;
  if (!entries) return joined([statement(`${head} ()`, line), null]);
  const read = [...entries].map(([key, value]) => {
    const name = textOf(entriesOf(value)?.get('field')) ?? key;
    return { name, column: sequelizeColumn(value, table.name, name) };
  });
  const known = read.flatMap(({ name, column }) => (column ? [{ name, column }] : []));
  const keys = known.filter(({ column }) => column.primaryKey).map(({ name }) => name);
  const parts = [
    ...known.map(({ name, column }) => `${identifier(name)} ${column.type}${sequelizeConstraints(column)}`),
    ...(keys.length > 0 ? [`PRIMARY KEY (${columnList(keys)})`] : []),
  ];
  return joined([
    ...known.map(({ column }) => enumType(column, line)),
    statement(`${head} (${parts.join(', ')})`, line),
    ...(known.length === read.length && harmless(options) ? [] : [null]),
  ]);
}

function addColumn(table: { name: string; sql: string }, name: Value | undefined, { attribute, line }: Definition) {
  const text = textOf(name);
  const column = text === null ? null : sequelizeColumn(attribute, table.name, text);
  if (text === null || !column) return null;
  const key = column.primaryKey ? ' PRIMARY KEY' : '';
  const definition = `${identifier(text)} ${column.type}${sequelizeConstraints(column)}${key}`;
  return joined([enumType(column, line), statement(`ALTER TABLE ${table.sql} ADD COLUMN ${definition}`, line)]);
}

/** Whatever a definition does not say is taken away: NOT NULL and the default as well. */
function changeColumn(table: { name: string; sql: string }, name: Value | undefined, { attribute, line }: Definition) {
  const text = textOf(name);
  const column = text === null ? null : sequelizeColumn(attribute, table.name, text);
  if (text === null || !column || column.enumeration || /SERIAL|IDENTITY/.test(column.type)) return null;
  const alter = `ALTER TABLE ${table.sql} ALTER COLUMN ${identifier(text)}`;
  const keeps = column.references !== '';
  return joined([
    column.allowNull === false
      ? statement(`${alter} SET NOT NULL`, line)
      : keeps
        ? nothing
        : statement(`${alter} DROP NOT NULL`, line),
    column.defaultValue !== null
      ? statement(`${alter} SET DEFAULT ${column.defaultValue}`, line)
      : keeps
        ? nothing
        : statement(`${alter} DROP DEFAULT`, line),
    column.unique ? statement(`ALTER TABLE ${table.sql} ADD UNIQUE (${identifier(text)})`, line) : nothing,
    keeps
      ? statement(`ALTER TABLE ${table.sql} ADD FOREIGN KEY (${identifier(text)}) ${column.references}`, line)
      : statement(`${alter} TYPE ${column.type}`, line),
  ]);
}

function addIndex(table: { name: string; sql: string }, values: Value[], line: number): Forward | null {
  const [first, second] = values;
  const options = entriesOf(first?.kind === 'list' ? second : first) ?? new Map<string, Value>();
  const fields = textsOf(first?.kind === 'list' ? first : options.get('fields'));
  const known = [
    'fields',
    'name',
    'unique',
    'using',
    'concurrently',
    'transaction',
    'type',
    'logging',
    'indexName',
    'indicesType',
  ];
  const named = options.get('name') ?? options.get('indexName');
  const name = named ? textOf(named) : fields && indexName(table.name, fields);
  if (!fields || name === null || ![...options.keys()].every((key) => known.includes(key))) return null;
  const kind = textOf(options.get('type') ?? options.get('indicesType'));
  const unique = booleanOf(options.get('unique')) === true || /^unique$/i.test(kind ?? '') ? 'UNIQUE ' : '';
  const concurrently = booleanOf(options.get('concurrently')) === true ? 'CONCURRENTLY ' : '';
  const method = textOf(options.get('using'));
  const using = method !== null && /^\w+$/.test(method) ? ` USING ${method}` : '';
  const text = `CREATE ${unique}INDEX ${concurrently}${identifier(name)} ON ${table.sql}${using} (${columnList(fields)})`;
  return statement(text, line);
}

function addConstraint(table: { name: string; sql: string }, options: Value | undefined, line: number) {
  const entries = entriesOf(options);
  const fields = textsOf(entries?.get('fields'));
  const kind = textOf(entries?.get('type'))?.toUpperCase();
  if (!entries || !fields || entries.has('deferrable')) return null;
  const suffixes: Record<string, string> = { UNIQUE: 'uk', 'PRIMARY KEY': 'pk' };
  const target = entriesOf(entries.get('references'));
  const to = sequelizeTable(target?.get('table'));
  const keys = textsOf(target?.get('field') ?? target?.get('fields'));
  const suffix = kind === 'FOREIGN KEY' ? `${to?.name}_fk` : suffixes[kind ?? ''];
  const name = identifier(textOf(entries.get('name')) ?? `${table.name}_${fields.join('_')}_${suffix}`);
  const add = `ALTER TABLE ${table.sql} ADD CONSTRAINT ${name}`;
  if (kind !== undefined && kind in suffixes) return statement(`${add} ${kind} (${columnList(fields)})`, line);
  if (kind !== 'FOREIGN KEY' || !to || !keys) return null;
  const actions = { onDelete: textOf(entries.get('onDelete')), onUpdate: textOf(entries.get('onUpdate')) };
  return statement(`${add} FOREIGN KEY (${columnList(fields)}) ${references(to.sql, keys, actions)}`, line);
}

function enumType({ enumeration }: SequelizeColumn, line: number): Forward {
  if (!enumeration) return nothing;
  const values = enumeration.values.map(quoted).join(', ');
  return statement(`CREATE TYPE ${identifier(enumeration.name)} AS ENUM (${values})`, line);
}

/** As Sequelize's `nameIndex` makes it. */
function indexName(table: string, fields: string[]): string {
  return `${table}_${fields.join('_')}`
    .replaceAll('.', '_')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .replaceAll('-', '_')
    .toLowerCase();
}
