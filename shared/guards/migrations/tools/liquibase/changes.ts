import { identifier } from '../../../../session/sql.ts';
import { isType, quoted, references } from '../javascript/ddl.ts';
import { type Forward, joined, nothing, statement } from '../javascript/forward.ts';
import { childrenNamed, type Node, saidBy } from './node.ts';

/**
 * What a change of a change set runs on PostgreSQL; null where that is not certain. `\${...}` is filled in when it runs.
 * https://docs.liquibase.com/change-types
 */
export function changeForward(change: Node): Forward | null {
  const build = changes[change.name];
  if (!build || hasParameters(change)) return null;
  return build(change);
}

type Build = (change: Node) => Forward | null;

const changes: Record<string, Build> = {
  sql: (change) => {
    const body = saidBy(change, 'sql') ?? change.text;
    const inner = change.children.find(({ name }) => name === 'sql');
    const own = saidBy(change, 'dbms');
    if (own !== undefined && !/postgresql|all/i.test(own)) return nothing;
    const endDelimiter = change.attributes.get('endDelimiter');
    return endDelimiter !== undefined && endDelimiter !== ';' ? null : statement(body, (inner ?? change).textLine);
  },
  createTable: (change) => {
    const columns = childrenNamed(change, 'column');
    const parts = columns.map(definition);
    const keys = columns.filter((column) => constraint(column, 'primaryKey') === 'true').map(nameOf);
    const named = columns.map((column) => constraint(column, 'primaryKeyName')).find((name) => name !== undefined);
    const all =
      keys.length === 0
        ? parts
        : [
            ...parts,
            `CONSTRAINT ${name(named ?? `${change.attributes.get('tableName')}_pkey`)} PRIMARY KEY (${keys.join(', ')})`,
          ];
    const text = `CREATE TABLE ${tableOf(change)} (${all.filter((part) => part !== null).join(', ')})`;
    return joined([statement(text, change.line), ...(all.includes(null) ? [null] : [])]);
  },
  dropTable: (change) => {
    const cascade = change.attributes.get('cascadeConstraints') === 'true' ? ' CASCADE' : '';
    return statement(`DROP TABLE ${tableOf(change)}${cascade}`, change.line);
  },
  renameTable: (change) =>
    statement(`ALTER TABLE ${tableOf(change, 'oldTableName')} RENAME TO ${said(change, 'newTableName')}`, change.line),
  addColumn: (change) =>
    joined(
      childrenNamed(change, 'column').map((column) => {
        const text = definition(column);
        const key = constraint(column, 'primaryKey') === 'true' ? ' PRIMARY KEY' : '';
        return text === null ? null : statement(`ALTER TABLE ${tableOf(change)} ADD ${text}${key}`, column.line);
      }),
    ),
  dropColumn: (change) => {
    const one = change.attributes.get('columnName');
    const all = one === undefined ? childrenNamed(change, 'column').map(nameOf) : [name(one)];
    return joined(all.map((column) => statement(`ALTER TABLE ${tableOf(change)} DROP COLUMN ${column}`, change.line)));
  },
  renameColumn: (change) =>
    altering(change, `RENAME COLUMN ${said(change, 'oldColumnName')} TO ${said(change, 'newColumnName')}`),
  modifyDataType: (change) => {
    const type = typeOf(change.attributes.get('newDataType'));
    const column = said(change, 'columnName');
    return type === null ? null : altering(change, `ALTER COLUMN ${column} TYPE ${type} USING (${column}::${type})`);
  },
  addNotNullConstraint: (change) =>
    // With a value for those that are null it first updates them.
    change.attributes.has('defaultNullValue')
      ? null
      : altering(change, `ALTER COLUMN ${said(change, 'columnName')} SET NOT NULL`),
  dropNotNullConstraint: (change) => altering(change, `ALTER COLUMN ${said(change, 'columnName')} DROP NOT NULL`),
  dropDefaultValue: (change) => altering(change, `ALTER COLUMN ${said(change, 'columnName')} DROP DEFAULT`),
  addDefaultValue: (change) => {
    const value = defaultOf(change);
    return value === null || value === ''
      ? null
      : altering(change, `ALTER COLUMN ${said(change, 'columnName')} SET DEFAULT ${value}`);
  },
  addUniqueConstraint: (change) => adding(change, 'UNIQUE', 'columnNames'),
  addPrimaryKey: (change) => adding(change, 'PRIMARY KEY', 'columnNames'),
  dropUniqueConstraint: (change) => altering(change, `DROP CONSTRAINT ${said(change, 'constraintName')}`),
  dropPrimaryKey: (change) =>
    change.attributes.has('constraintName')
      ? altering(change, `DROP CONSTRAINT ${said(change, 'constraintName')}`)
      : null,
  dropForeignKeyConstraint: (change) =>
    statement(
      `ALTER TABLE ${tableOf(change, 'baseTableName', 'baseTableSchemaName')} DROP CONSTRAINT ${said(change, 'constraintName')}`,
      change.line,
    ),
  addForeignKeyConstraint: (change) => {
    const [from, to] = [namesIn(change, 'baseColumnNames'), splitNames(change.attributes.get('referencedColumnNames'))];
    const target = references(tableOf(change, 'referencedTableName', 'referencedTableSchemaName'), to, {
      onDelete: change.attributes.get('onDelete') ?? null,
      onUpdate: change.attributes.get('onUpdate') ?? null,
    });
    const table = tableOf(change, 'baseTableName', 'baseTableSchemaName');
    const valid = change.attributes.get('validate') === 'false' || change.attributes.has('deferrable');
    return valid
      ? null
      : statement(
          `ALTER TABLE ${table} ADD CONSTRAINT ${said(change, 'constraintName')} FOREIGN KEY (${from}) ${target}`,
          change.line,
        );
  },
  createIndex: (change) => {
    const columns = childrenNamed(change, 'column');
    if (columns.some((column) => column.attributes.has('computed') || !column.attributes.has('name'))) return null;
    const list = columns.map(
      (column) => nameOf(column) + (column.attributes.get('descending') === 'true' ? ' DESC' : ''),
    );
    const unique = change.attributes.get('unique') === 'true' ? 'UNIQUE ' : '';
    const own = change.attributes.has('indexName') ? `${said(change, 'indexName')} ` : '';
    return statement(`CREATE ${unique}INDEX ${own}ON ${tableOf(change)} (${list.join(', ')})`, change.line);
  },
  dropIndex: (change) => statement(`DROP INDEX ${said(change, 'indexName')}`, change.line),
  createView: (change) => {
    const replace = change.attributes.get('replaceIfExists') === 'true' ? 'OR REPLACE ' : '';
    const query = saidBy(change, 'selectQuery') ?? change.text;
    const full = change.attributes.get('fullDefinition') === 'true' || query.trim() === '';
    return full
      ? null
      : statement(`CREATE ${replace}VIEW ${tableOf(change, 'viewName')} AS ${query.trim()}`, change.line);
  },
  dropView: (change) => statement(`DROP VIEW ${tableOf(change, 'viewName')}`, change.line),
  renameView: (change) =>
    statement(`ALTER VIEW ${tableOf(change, 'oldViewName')} RENAME TO ${said(change, 'newViewName')}`, change.line),
  createSequence: (change) =>
    [...change.attributes.keys()].every((key) => key === 'sequenceName' || key === 'schemaName')
      ? statement(`CREATE SEQUENCE ${tableOf(change, 'sequenceName')}`, change.line)
      : null,
  dropSequence: (change) => statement(`DROP SEQUENCE ${tableOf(change, 'sequenceName')}`, change.line),
  tagDatabase: () => nothing,
  empty: () => nothing,
};

function altering(change: Node, action: string): Forward {
  return statement(`ALTER TABLE ${tableOf(change)} ${action}`, change.line);
}

function adding(change: Node, kind: string, key: string): Forward | null {
  const own = change.attributes.has('constraintName') ? `CONSTRAINT ${said(change, 'constraintName')} ` : '';
  const other = ['deferrable', 'initiallyDeferred', 'disabled', 'forIndexName', 'validate'].some((each) =>
    change.attributes.has(each),
  );
  return other ? null : altering(change, `ADD ${own}${kind} (${namesIn(change, key)})`);
}

function definition(column: Node): string | null {
  const type = typeOf(column.attributes.get('type'));
  const value = defaultOf(column);
  const [to, foreignName] = [constraint(column, 'references'), constraint(column, 'foreignKeyName')];
  const target = to === undefined ? '' : referenced(to);
  if (type === null || value === null || target === null || constraint(column, 'checkConstraint') !== undefined)
    return null;
  const identity = column.attributes.get('autoIncrement') === 'true' ? ' GENERATED BY DEFAULT AS IDENTITY' : '';
  const uniqueName = constraint(column, 'uniqueConstraintName');
  return [
    `${nameOf(column)} ${type}${identity}`,
    value === '' ? '' : `DEFAULT ${value}`,
    constraint(column, 'nullable') === 'false' || constraint(column, 'primaryKey') === 'true' ? 'NOT NULL' : '',
    constraint(column, 'unique') === 'true'
      ? `${uniqueName === undefined ? '' : `CONSTRAINT ${name(uniqueName)} `}UNIQUE`
      : '',
    target === '' ? '' : `${foreignName === undefined ? '' : `CONSTRAINT ${name(foreignName)} `}${target}`,
  ]
    .filter((part) => part !== '')
    .join(' ');
}

function constraint(column: Node, key: string): string | undefined {
  return column.children.find((child) => child.name === 'constraints')?.attributes.get(key);
}

/** `users(id)` */
function referenced(text: string): string | null {
  const [, table, columns] = /^\s*([\w.]+)\s*\(([\w\s,]+)\)\s*$/.exec(text) ?? [];
  return table === undefined ? null : references(table.split('.').map(name).join('.'), splitNames(columns));
}

const types: Record<string, string> = {
  bigint: 'BIGINT',
  blob: 'BYTEA',
  clob: 'TEXT',
  currency: 'DECIMAL',
  datetime: 'TIMESTAMP WITHOUT TIME ZONE',
  double: 'DOUBLE PRECISION',
  int: 'INTEGER',
  longblob: 'BYTEA',
  longtext: 'TEXT',
  nclob: 'TEXT',
  number: 'NUMERIC',
  nvarchar: 'VARCHAR',
  tinyint: 'SMALLINT',
};

function typeOf(text: string | undefined): string | null {
  if (text === undefined || !isType(text) || /^java\./.test(text)) return null;
  const [, word = '', rest = ''] = /^(\w+)(.*)$/s.exec(text.trim()) ?? [];
  const mapped = types[word.toLowerCase()];
  return mapped === undefined ? text.trim() : mapped + (/^(NUMERIC|VARCHAR)$/.test(mapped) ? rest : '');
}

/** '' where there is none, null where it is not known. */
function defaultOf({ attributes }: Node): string | null {
  const text = attributes.get('defaultValue');
  if (text !== undefined) return quoted(text);
  const number = attributes.get('defaultValueNumeric');
  if (number !== undefined) return /^-?[\d.]+$/.test(number) ? number : null;
  const flag = attributes.get('defaultValueBoolean');
  if (flag !== undefined) return /^(true|false)$/i.test(flag) ? flag.toUpperCase() : null;
  const computed = attributes.get('defaultValueComputed');
  if (computed !== undefined) return computed;
  return attributes.has('defaultValueDate') || attributes.has('defaultValueSequenceNext') ? null : '';
}

/** Liquibase quotes what has capital and small letters; the rest PostgreSQL folds. */
function name(text: string): string {
  return identifier(/[a-z]/.test(text) && /[A-Z]/.test(text) ? text : text.toLowerCase());
}

function nameOf({ attributes }: Node): string {
  return name(attributes.get('name') ?? '');
}

function said({ attributes }: Node, key: string): string {
  return name(attributes.get(key) ?? '');
}

function tableOf(change: Node, key = 'tableName', schemaKey = 'schemaName'): string {
  const schema = change.attributes.get(schemaKey);
  return schema === undefined ? said(change, key) : `${name(schema)}.${said(change, key)}`;
}

function splitNames(text = ''): string[] {
  return text.split(',').map((each) => name(each.trim()).slice(1, -1));
}

function namesIn(change: Node, key: string): string {
  return splitNames(change.attributes.get(key))
    .map((each) => identifier(each))
    .join(', ');
}

function hasParameters(node: Node): boolean {
  const mark = /\$\{/;
  return (
    mark.test(node.text) ||
    [...node.attributes.values()].some((value) => mark.test(value)) ||
    node.children.some(hasParameters)
  );
}
