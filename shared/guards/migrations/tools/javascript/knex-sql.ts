import { identifier } from '../../../../session/sql.ts';
import { columnList, quoted, references, tableName } from './ddl.ts';
import { type Forward, joined, nothing, statement, type Translate } from './forward.ts';
import { type KnexColumn, knexColumn, knexName } from './knex-columns.ts';
import { stepsOf } from './steps.ts';
import { booleanOf, type Chain, entriesOf, type Link, textOf, textsOf, type Value } from './value.ts';

/**
 * What a call of a Knex migration runs: `knex.raw(...)`, `knex.schema.createTable(...)` and the like.
 * https://github.com/knex/knex lib/dialects/postgres/schema
 */
export const knexForward: Translate = (chain, { root, awaited }) => {
  if (chain.root !== root) return null;
  // Knex builds a statement when it is called, and runs it when somebody waits for it.
  if (!awaited) return nothing;
  const [first, ...rest] = chain.links;
  if (first?.name === 'raw') return rest.length === 0 ? raw(first) : null;
  if (first?.name !== 'schema' || first.values !== null) return null;
  return schemaCalls(rest);
};

/** `raw('...')`. With bindings only where there are none. */
function raw({ values }: Link): Forward | null {
  const [text, ...bindings] = values ?? [];
  return text?.kind === 'text' && bindings.length === 0 ? statement(text.text, text.line) : null;
}

function schemaCalls(links: Link[]): Forward {
  let schema: string | null = null;
  const done: (Forward | null)[] = [];
  for (const link of links) {
    if (link.name === 'withSchema') {
      schema = textOf(link.values?.[0]);
      if (schema === null) return joined([...done, null]);
    } else done.push(schemaCall(link, schema));
  }
  return joined(done);
}

function schemaCall(link: Link, schema: string | null): Forward | null {
  const { name, line } = link;
  const [first, second] = link.values ?? [];
  const text = textOf(first);
  const to = textOf(second);
  if (name === 'raw') return raw(link);
  if (text === null) return null;
  const table = tableName(text, schema);
  switch (name) {
    case 'createTable':
    case 'createTableIfNotExists':
      return created({ table: text, schema, line }, second, name !== 'createTable');
    case 'alterTable':
    case 'table':
      return altered({ table: text, schema, line }, second);
    case 'dropTable':
      return statement(`DROP TABLE ${table}`, line);
    case 'dropTableIfExists':
      return statement(`DROP TABLE IF EXISTS ${table}`, line);
    case 'renameTable':
      return to === null ? null : statement(`ALTER TABLE ${table} RENAME TO ${identifier(to)}`, line);
    case 'createSchema':
    case 'createSchemaIfNotExists':
      return statement(`CREATE SCHEMA ${/If/.test(name) ? 'IF NOT EXISTS ' : ''}${identifier(text)}`, line);
    case 'createExtension':
    case 'createExtensionIfNotExists':
      return statement(`CREATE EXTENSION ${/If/.test(name) ? 'IF NOT EXISTS ' : ''}${identifier(text)}`, line);
    case 'dropView':
    case 'dropViewIfExists':
      return statement(`DROP VIEW ${/If/.test(name) ? 'IF EXISTS ' : ''}${table}`, line);
    default:
      return null;
  }
}

interface Target {
  table: string;
  schema: string | null;
  line: number;
}

/** The calls of `(t) => { ... }`: each with its line, null where it is none of a table's. */
function tableCalls(value: Value | undefined): { chain: Chain | null; line: number }[] | null {
  if (value?.kind !== 'function') return null;
  const own = value.parameters[0];
  return stepsOf(value)
    .filter((step) => step.value === null || step.value.kind === 'chain')
    .map(({ value: done, line }) => ({ chain: done?.kind === 'chain' && done.root === own ? done : null, line }));
}

function created(target: Target, definition: Value | undefined, ifNotExists: boolean): Forward | null {
  const calls = tableCalls(definition);
  const table = tableName(target.table, target.schema);
  const head = `CREATE TABLE ${ifNotExists ? 'IF NOT EXISTS ' : ''}${table}`;
  if (!calls) return joined([statement(`${head} ()`, target.line), null]);
  const inside: string[] = [];
  const after: (Forward | null)[] = [];
  const keyed = calls.some(({ chain }) => chain?.links[0]?.name === 'primary');
  for (const { chain, line } of calls) {
    const columns = columnsOf(chain, target, keyed);
    if (columns) {
      inside.push(...columns.map(definitionOf));
      after.push(...columns.map((column) => afterColumn(column, { ...target, line }, 'created')));
      inside.push(...columns.flatMap(({ constraints }) => constraints.filter(isKey)));
    } else {
      const own = chain && tableCall(chain, { ...target, line });
      // The primary key of a new table is part of its definition.
      if (own && chain?.links[0]?.name === 'primary')
        inside.push(...own.sql.map(({ text }) => text.replace(/^.*? ADD /, '')));
      else after.push(own);
    }
  }
  return joined([statement(`${head} (${inside.join(', ')})`, target.line), ...after]);
}

function altered(target: Target, definition: Value | undefined): Forward | null {
  const calls = tableCalls(definition);
  if (!calls) return null;
  return joined(
    calls.flatMap(({ chain, line }) => {
      const place = { ...target, line };
      const columns = columnsOf(chain, target, false);
      if (!columns) return [chain && tableCall(chain, place)];
      return columns.flatMap((column) => [addition(column, place), afterColumn(column, place, 'added')]);
    }),
  );
}

/** The columns of a call; null where it makes none, or is not understood. */
function columnsOf(chain: Chain | null, { table }: Target, keyed: boolean): KnexColumn[] | null {
  if (!chain) return null;
  if (chain.links[0]?.name === 'timestamps') return timestamps(chain, table);
  const column = knexColumn(chain, table);
  if (column && keyed) column.type = column.type.replace(/ PRIMARY KEY$/, '');
  return column ? [column] : null;
}

/** `timestamps(true, true)`: created_at and updated_at. */
function timestamps({ links }: Chain, table: string): KnexColumn[] | null {
  const [first, second, third] = links[0]?.values ?? [];
  const options = entriesOf(first);
  if ((first && !options && first.kind !== 'boolean') || links.length > 1) return null;
  const now = booleanOf(options ? options.get('defaultToNow') : second) === true;
  const camel = booleanOf(options ? options.get('useCamelCase') : third) === true;
  const line = links[0]?.line ?? 1;
  return ['created', 'updated'].flatMap((word) => {
    const name: Value = { kind: 'text', text: `${word}${camel ? 'At' : '_at'}`, line };
    const column = knexColumn({ kind: 'chain', root: '', links: [{ name: 'timestamp', values: [name], line }] }, table);
    return column ? [now ? { ...column, modifiers: ['DEFAULT CURRENT_TIMESTAMP', 'NOT NULL'] } : column] : [];
  });
}

function definitionOf({ name, type, modifiers }: KnexColumn): string {
  return [identifier(name), type, ...modifiers].join(' ');
}

function isKey(constraint: string): boolean {
  return / PRIMARY KEY \(/.test(constraint);
}

function addition(column: KnexColumn, { table, schema, line }: Target): Forward | null {
  const target = `ALTER TABLE ${tableName(table, schema)}`;
  if (!column.altered) return statement(`${target} ADD COLUMN ${definitionOf(column)}`, line);
  const alter = `${target} ALTER COLUMN ${identifier(column.name)}`;
  const texts = [
    `${alter} DROP DEFAULT`,
    `${alter} DROP NOT NULL`,
    `${alter} TYPE ${column.type} USING (${identifier(column.name)}::${column.type})`,
    ...(column.defaultValue === null ? [] : [`${alter} SET DEFAULT ${column.defaultValue}`]),
    ...(column.nullable === false ? [`${alter} SET NOT NULL`] : []),
  ];
  return column.modifiers.some((text) => text.startsWith('CHECK'))
    ? null
    : { sql: texts.map((text) => ({ line, text })), opaque: false };
}

/** What knex runs on its own once the column is there. */
function afterColumn(column: KnexColumn, { table, schema, line }: Target, how: 'created' | 'added'): Forward {
  const name = tableName(table, schema);
  const constraints = column.constraints.filter((constraint) => how === 'added' || !isKey(constraint));
  const using = column.index?.using ? ` USING ${column.index.using}` : '';
  const texts = [
    ...constraints.map((constraint) => `ALTER TABLE ${name} ADD ${constraint}`),
    ...(column.index
      ? [`CREATE INDEX ${identifier(column.index.name)} ON ${name}${using} (${columnList([column.name])})`]
      : []),
    ...(column.comment === null
      ? []
      : [`COMMENT ON COLUMN ${name}.${identifier(column.name)} IS ${quoted(column.comment)}`]),
  ];
  return { sql: texts.map((text) => ({ line, text })), opaque: false };
}

const constraintKinds: Record<string, string> = { dropUnique: 'unique', dropForeign: 'foreign' };

/** A call that makes no column: `t.dropColumn('x')`, `t.unique(['a', 'b'])`, `t.foreign('a').references('users.id')`. */
function tableCall({ links }: Chain, { table, schema, line }: Target): Forward | null {
  const [call, ...rest] = links;
  const values = call?.values ?? [];
  const [first, second, third] = values;
  const columns = textsOf(first) ?? [];
  const name = tableName(table, schema);
  const alter = `ALTER TABLE ${name}`;
  const column = columns[0] === undefined ? null : identifier(columns[0]);
  const run = (...texts: string[]): Forward => ({ sql: texts.map((text) => ({ line, text })), opaque: false });
  if (call?.name === 'foreign') return foreign(rest, columns, { table, schema, line, named: textOf(second) });
  if (!call || rest.length > 0) return null;
  switch (call.name) {
    case 'dropColumn':
    case 'dropColumns': {
      const all = values.map(textsOf);
      if (all.includes(null) || all.length === 0) return null;
      return run(
        `${alter} ${all
          .flatMap((each) => each ?? [])
          .map((each) => `DROP COLUMN ${identifier(each)}`)
          .join(', ')}`,
      );
    }
    case 'dropTimestamps': {
      const at = booleanOf(first) === true ? 'At' : '_at';
      return run(`${alter} DROP COLUMN ${identifier(`created${at}`)}, DROP COLUMN ${identifier(`updated${at}`)}`);
    }
    case 'renameColumn': {
      const to = textOf(second);
      return column && to !== null ? run(`${alter} RENAME COLUMN ${column} TO ${identifier(to)}`) : null;
    }
    case 'setNullable':
      return column ? run(`${alter} ALTER COLUMN ${column} DROP NOT NULL`) : null;
    case 'dropNullable':
      return column ? run(`${alter} ALTER COLUMN ${column} SET NOT NULL`) : null;
    case 'primary':
      return columns.length > 0 && isName(second)
        ? run(
            `${alter} ADD CONSTRAINT ${identifier(textOf(second) ?? `${table}_pkey`)} PRIMARY KEY (${columnList(columns)})`,
          )
        : null;
    case 'dropPrimary':
      return isName(first) ? run(`${alter} DROP CONSTRAINT ${identifier(textOf(first) ?? `${table}_pkey`)}`) : null;
    case 'unique':
      return unique(columns, second, { table, schema, line });
    case 'index':
      return columns.length > 0 && isName(second) && (third === undefined || third.kind === 'text')
        ? run(
            `CREATE INDEX ${identifier(textOf(second) ?? knexName(table, columns, 'index'))} ON ${name}${using(third)} (${columnList(columns)})`,
          )
        : null;
    case 'dropIndex': {
      const index = textOf(second) ?? (columns.length > 0 ? knexName(table, columns, 'index') : null);
      return index === null ? null : run(`DROP INDEX ${schema ? identifier(schema, index) : identifier(index)}`);
    }
    case 'dropUnique':
    case 'dropForeign': {
      const constraint =
        textOf(second) ?? (columns.length > 0 ? knexName(table, columns, constraintKinds[call.name] ?? '') : null);
      return constraint === null ? null : run(`${alter} DROP CONSTRAINT ${identifier(constraint)}`);
    }
    case 'comment':
      return textOf(first) === null ? null : run(`COMMENT ON TABLE ${name} IS ${quoted(textOf(first) ?? '')}`);
    // Of MySQL alone.
    case 'engine':
    case 'charset':
    case 'collate':
      return nothing;
    default:
      return null;
  }
}

function unique(columns: string[], second: Value | undefined, { table, schema, line }: Target): Forward | null {
  const options = entriesOf(second);
  const simple = options
    ? [...options.keys()].every((key) => key === 'indexName' || key === 'useConstraint')
    : isName(second);
  if (columns.length === 0 || !simple) return null;
  const name = identifier(textOf(options ? options.get('indexName') : second) ?? knexName(table, columns, 'unique'));
  const on = tableName(table, schema);
  return booleanOf(options?.get('useConstraint')) === false
    ? statement(`CREATE UNIQUE INDEX ${name} ON ${on} (${columnList(columns)})`, line)
    : statement(`ALTER TABLE ${on} ADD CONSTRAINT ${name} UNIQUE (${columnList(columns)})`, line);
}

function foreign(links: Link[], columns: string[], { table, schema, line, named }: Target & { named: string | null }) {
  const said = (...names: string[]) => links.find(({ name }) => names.includes(name))?.values?.[0];
  const targets = textsOf(said('references'));
  const dot = targets?.[0]?.lastIndexOf('.') ?? -1;
  const to = textOf(said('inTable', 'on')) ?? (dot > 0 ? targets?.[0]?.slice(0, dot) : undefined);
  const known = links.every(({ name }) => /^(references|inTable|on|onDelete|onUpdate|withKeyName)$/.test(name));
  if (!targets || to === undefined || columns.length === 0 || !known) return null;
  const name = textOf(said('withKeyName')) ?? named ?? knexName(table, columns, 'foreign');
  const rest = references(tableName(to), dot > 0 ? [targets[0]?.slice(dot + 1) ?? ''] : targets, {
    onDelete: textOf(said('onDelete')),
    onUpdate: textOf(said('onUpdate')),
  });
  const key = `ADD CONSTRAINT ${identifier(name)} FOREIGN KEY (${columnList(columns)}) ${rest}`;
  return statement(`ALTER TABLE ${tableName(table, schema)} ${key}`, line);
}

function isName(value: Value | undefined): boolean {
  return value === undefined || value.kind === 'text';
}

function using(value: Value | undefined): string {
  const method = textOf(value);
  return method !== null && /^\w+$/.test(method) ? ` USING ${method}` : '';
}
