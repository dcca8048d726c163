import { identifier } from '../../../../session/sql.ts';
import { columnList, quoted, references, tableName } from './ddl.ts';
import { type Forward, nothing, statement, type Translate } from './forward.ts';
import { builtBy, kyselyColumn, kyselyDefault, referential, templateOf, typeOf } from './kysely-columns.ts';
import { type Link, textOf, textsOf, type Value } from './value.ts';

/**
 * What a call of a Kysely migration runs: `` sql`...`.execute(db) `` and `db.schema.createTable(...)...execute()`.
 * https://github.com/kysely-org/kysely src/schema, src/query-compiler/default-query-compiler.ts
 */
export const kyselyForward: Translate = (chain, { root }) => {
  const last = chain.links.at(-1);
  // Nothing is run before that.
  if (last?.name !== 'execute') return chain.root === root ? nothing : null;
  const template = templateOf({ ...chain, links: chain.links.slice(0, -1) });
  if (template) return statement(template.text, template.line);
  const [first, ...rest] = chain.links.slice(0, -1);
  if (chain.root !== root || first?.name !== 'schema' || first.values !== null) return null;
  const [next, ...more] = rest;
  const schema = next?.name === 'withSchema' ? textOf(next.values?.[0]) : undefined;
  if (schema === null) return null;
  const [call, ...links] = schema === undefined ? rest : more;
  return call ? schemaCall(call, links, schema ?? null) : null;
};

function schemaCall(call: Link, links: Link[], schema: string | null): Forward | null {
  const name = textOf(call.values?.[0]);
  const build = builders[call.name];
  if (name === null || !build) return null;
  const text = build({ name, sql: tableName(name, schema), schema }, links);
  return text === null ? null : statement(text, call.line);
}

interface Target {
  name: string;
  sql: string;
  schema: string | null;
}

type Build = (target: Target, links: Link[]) => string | null;

const builders: Record<string, Build> = {
  createTable: ({ sql }, links) => {
    const parts = links.filter(({ name }) => /^add/.test(name)).map(tablePart);
    const options = links.filter(({ name }) => !/^add/.test(name)).map(({ name }) => name);
    if (parts.includes(null) || options.some((name) => name !== 'ifNotExists' && name !== 'temporary')) return null;
    const temporary = options.includes('temporary') ? 'TEMPORARY ' : '';
    return `CREATE ${temporary}TABLE ${options.includes('ifNotExists') ? 'IF NOT EXISTS ' : ''}${sql} (${parts.join(', ')})`;
  },
  alterTable: ({ sql }, links) => {
    const actions = alterations(links);
    return actions.length === 0 || actions.includes(null) ? null : `ALTER TABLE ${sql} ${actions.join(', ')}`;
  },
  dropTable: ({ sql }, links) => dropped(`TABLE`, sql, links),
  dropView: ({ sql }, links) => dropped('VIEW', sql, links),
  dropIndex: ({ sql }, links) =>
    dropped(
      'INDEX',
      sql,
      links.filter(({ name }) => name !== 'on'),
    ),
  dropType: ({ sql }, links) => dropped('TYPE', sql, links),
  dropSchema: ({ name }, links) => dropped('SCHEMA', identifier(name), links),
  createSchema: ({ name }, links) => {
    const known = links.every((link) => link.name === 'ifNotExists');
    return known ? `CREATE SCHEMA ${links.length > 0 ? 'IF NOT EXISTS ' : ''}${identifier(name)}` : null;
  },
  createType: ({ sql }, links) => {
    const values = links.length === 1 && links[0]?.name === 'asEnum' ? textsOf(links[0].values?.[0]) : null;
    return values && `CREATE TYPE ${sql} AS ENUM (${values.map(quoted).join(', ')})`;
  },
  createIndex: createIndex,
};

function createIndex({ name, schema }: Target, links: Link[]): string | null {
  const said = new Map(links.map((link) => [link.name, link]));
  const first = (key: string) => said.get(key)?.values?.[0];
  const known = links.every((link) => /^(on|column|columns|unique|using|ifNotExists|expression)$/.test(link.name));
  const table = textOf(first('on'));
  const columns = links.flatMap((link) => (/^columns?$/.test(link.name) ? (textsOf(link.values?.[0]) ?? ['']) : []));
  const expression = said.has('expression') ? templateOf(first('expression'))?.text : '';
  const using = said.has('using') ? textOf(first('using')) : '';
  if (!known || table === null || columns.includes('') || expression === undefined || !/^\w*$/.test(using ?? '-'))
    return null;
  const ordered = columns.map((column) => column.replace(/ (asc|desc)$/i, ''));
  const list = columns.map((column, at) => identifier(ordered[at] ?? '') + column.slice((ordered[at] ?? '').length));
  const inside = expression === '' ? list.join(', ') : `(${expression})`;
  const head = `CREATE ${said.has('unique') ? 'UNIQUE ' : ''}INDEX ${said.has('ifNotExists') ? 'IF NOT EXISTS ' : ''}`;
  return `${head}${identifier(name)} ON ${tableName(table, schema)}${using ? ` USING ${using}` : ''} (${inside})`;
}

function dropped(kind: string, sql: string, links: Link[]): string | null {
  if (!links.every(({ name }) => name === 'ifExists' || name === 'cascade')) return null;
  const has = (name: string) => links.some((link) => link.name === name);
  return `DROP ${kind} ${has('ifExists') ? 'IF EXISTS ' : ''}${sql}${has('cascade') ? ' CASCADE' : ''}`;
}

/** A column or constraint of a new table. */
function tablePart({ name, values }: Link): string | null {
  return name === 'addColumn' ? kyselyColumn(values ?? []) : constraint(name, values ?? []);
}

function constraint(kind: string, [name, second, third, fourth, fifth]: Value[]): string | null {
  const own = textOf(name);
  const columns = textsOf(second);
  if (own === null) return null;
  const head = `CONSTRAINT ${identifier(own)}`;
  if (kind === 'addCheckConstraint') {
    const check = templateOf(second);
    return check && `${head} CHECK (${check.text})`;
  }
  if (!columns) return null;
  if (kind === 'addPrimaryKeyConstraint' && third === undefined) return `${head} PRIMARY KEY (${columnList(columns)})`;
  if (kind === 'addUniqueConstraint' && third === undefined) return `${head} UNIQUE (${columnList(columns)})`;
  if (kind !== 'addForeignKeyConstraint') return null;
  const [table, targets] = [textOf(third), textsOf(fourth)];
  const actions = builtBy(fifth)?.map(referential) ?? [null];
  if (table === null || !targets || actions.includes(null)) return null;
  const to = [references(tableName(table), targets), ...actions].join(' ');
  return `${head} FOREIGN KEY (${columnList(columns)}) ${to}`;
}

/** One action of `ALTER TABLE`. */
function alteration({ name, values }: Link): string | null {
  const [first, second] = values ?? [];
  const [one, other] = [textOf(first), textOf(second)];
  switch (name) {
    case 'addColumn': {
      const column = kyselyColumn(values ?? []);
      return column && `ADD COLUMN ${column}`;
    }
    case 'dropColumn':
      return one === null ? null : `DROP COLUMN ${identifier(one)}`;
    case 'renameColumn':
      return one === null || other === null ? null : `RENAME COLUMN ${identifier(one)} TO ${identifier(other)}`;
    case 'renameTo':
      return one === null ? null : `RENAME TO ${identifier(one)}`;
    case 'setSchema':
      return one === null ? null : `SET SCHEMA ${identifier(one)}`;
    case 'dropConstraint':
      return one === null ? null : `DROP CONSTRAINT ${identifier(one)}`;
    case 'alterColumn':
      return one === null ? null : changed(one, builtBy(second));
    default: {
      const text = constraint(name, values ?? []);
      return text && `ADD ${text}`;
    }
  }
}

function changed(column: string, links: Link[] | null): string | null {
  const [link, ...rest] = links ?? [];
  const [first] = link?.values ?? [];
  const alter = `ALTER COLUMN ${identifier(column)}`;
  if (!link || rest.length > 0) return null;
  if (link.name === 'setNotNull') return `${alter} SET NOT NULL`;
  if (link.name === 'dropNotNull') return `${alter} DROP NOT NULL`;
  if (link.name === 'dropDefault') return `${alter} DROP DEFAULT`;
  const type = link.name === 'setDataType' ? typeOf(first) : null;
  if (type !== null) return `${alter} TYPE ${type}`;
  const fallback = link.name === 'setDefault' ? kyselyDefault(first) : null;
  return fallback === null ? null : `${alter} SET DEFAULT ${fallback}`;
}

/** `.addForeignKeyConstraint(...).onDelete('cascade')`: what follows belongs to the constraint. */
function alterations(links: Link[]): (string | null)[] {
  const texts: (string | null)[] = [];
  for (const link of links) {
    const last = texts.at(-1);
    const action = last?.includes(' FOREIGN KEY ') ? referential(link) : null;
    if (action === null) texts.push(alteration(link));
    else texts.splice(-1, 1, `${last} ${action}`);
  }
  return texts;
}
