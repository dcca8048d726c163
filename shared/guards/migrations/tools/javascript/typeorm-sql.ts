import { identifier } from '../../../../session/sql.ts';
import { entry } from './config.ts';
import { columnList, isType, tableName } from './ddl.ts';
import { type Forward, nothing, statement, type Translate } from './forward.ts';
import { queryCalls } from './query-calls.ts';
import { booleanOf, type Chain, entriesOf, textOf, textsOf, type Value } from './value.ts';

/**
 * What a call of a TypeORM migration runs: `queryRunner.query('...')`, and the simple ones of its other methods.
 * https://github.com/typeorm/typeorm src/driver/postgres/PostgresQueryRunner.ts
 */
export const typeormForward: Translate = (chain, how) => {
  const read = queryCalls((root) => root, /^query$/)(chain, how);
  if (read) return read;
  const [first, ...rest] = chain.links;
  if (chain.root !== how.root || rest.length > 0 || !first) return null;
  const call = calls[first.name];
  return call ? call(first.values ?? [], first.line) : null;
};

type Call = (values: Value[], line: number) => Forward | null;

const calls: Record<string, Call> = {
  startTransaction: (_values, line) => statement('BEGIN', line),
  commitTransaction: (_values, line) => statement('COMMIT', line),
  connect: () => nothing,
  dropTable: ([table, ifExists, ...rest], line) => {
    const name = tableOf(table);
    const isCertain = name !== null && rest.every((each) => booleanOf(each) !== undefined);
    return isCertain ? statement(`DROP TABLE ${booleanOf(ifExists) === true ? 'IF EXISTS ' : ''}${name}`, line) : null;
  },
  addColumn: ([table, column], line) => {
    const [name, definition] = [tableOf(table), columnOf(column)];
    return name && definition ? statement(`ALTER TABLE ${name} ADD ${definition}`, line) : null;
  },
  dropColumn: ([table, column], line) => {
    const [name, text] = [tableOf(table), textOf(column)];
    return name && text !== null ? statement(`ALTER TABLE ${name} DROP COLUMN ${identifier(text)}`, line) : null;
  },
  dropColumns: ([table, columns], line) => {
    const [name, all] = [tableOf(table), textsOf(columns)];
    const drops = all?.map((each) => `DROP COLUMN ${identifier(each)}`).join(', ');
    return name && drops ? statement(`ALTER TABLE ${name} ${drops}`, line) : null;
  },
  renameColumn: ([table, from, to], line) => {
    const [name, old, text] = [tableOf(table), textOf(from), textOf(to)];
    if (!name || old === null || text === null) return null;
    return statement(`ALTER TABLE ${name} RENAME COLUMN ${identifier(old)} TO ${identifier(text)}`, line);
  },
  renameTable: ([table, to], line) => {
    const [name, text] = [tableOf(table), textOf(to)];
    return name && text !== null ? statement(`ALTER TABLE ${name} RENAME TO ${identifier(text)}`, line) : null;
  },
  createIndex: ([table, index], line) => {
    const [name, options] = [tableOf(table), entriesOf(made(index, 'TableIndex'))];
    const [own, columns] = [textOf(options?.get('name')), textsOf(options?.get('columnNames'))];
    const known = options && [...options.keys()].every((key) => /^(name|columnNames|isUnique|isConcurrent)$/.test(key));
    if (!name || !known || own === null || !columns) return null;
    const unique = booleanOf(options.get('isUnique')) === true ? 'UNIQUE ' : '';
    const concurrently = booleanOf(options.get('isConcurrent')) === true ? 'CONCURRENTLY ' : '';
    return statement(
      `CREATE ${unique}INDEX ${concurrently}${identifier(own)} ON ${name} (${columnList(columns)})`,
      line,
    );
  },
  dropIndex: ([_table, index], line) =>
    textOf(index) === null ? null : statement(`DROP INDEX ${identifier(textOf(index) ?? '')}`, line),
};

function tableOf(value: Value | undefined): string | null {
  const text = textOf(value);
  return text === null ? null : tableName(text);
}

/** What `new TableColumn({ ... })` is given. */
function made(value: Value | undefined, name: string): Value | undefined {
  const chain: Chain | null = value?.kind === 'chain' ? value : null;
  return chain?.root === `new ${name}` ? chain.links[0]?.values?.[0] : undefined;
}

function columnOf(value: Value | undefined): string | null {
  const options = entriesOf(made(value, 'TableColumn'));
  const name = textOf(options?.get('name'));
  const type = textOf(options?.get('type'));
  if (!options || name === null || type === null || !isType(type)) return null;
  if (![...options.keys()].every((key) => /^(name|type|isNullable|default|isUnique|length)$/.test(key))) return null;
  const length = textOf(options.get('length'));
  const fallback = options.has('default') ? textOf(options.get('default')) : '';
  if (fallback === null || options.has('isUnique') || (length !== null && !/^\d+$/.test(length))) return null;
  const notNull = booleanOf(entry(made(value, 'TableColumn'), 'isNullable')) === true ? '' : ' NOT NULL';
  const sized = length === null ? type : `${type}(${length})`;
  return `${identifier(name)} ${sized}${notNull}${fallback === '' ? '' : ` DEFAULT ${fallback}`}`;
}
