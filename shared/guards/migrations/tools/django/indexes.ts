import { named } from '../python/quoting.ts';
import { argument, type Call, itemsOf, nameOf, textOf, textsOf, type Value } from '../python/value.ts';
import { conditionOf } from './conditions.ts';
import { columnNamed, columnsNamed, type Model, tableOf } from './state.ts';
import { modelOf, type Operation, type Translate } from './writing.ts';

const methods: Record<string, string> = {
  GinIndex: 'gin',
  GistIndex: 'gist',
  BrinIndex: 'brin',
  HashIndex: 'hash',
  SpGistIndex: 'spgist',
  BTreeIndex: 'btree',
  BloomIndex: 'bloom',
};

function className(value: Value): string {
  return (nameOf(value) ?? '').replace(/^.*\./, '');
}

/** CREATE INDEX of a `models.Index(...)`. What cannot be told of it is left out, and said by `writer.unknown()`. */
export function createIndexSql(index: Value, model: Model, operation: Operation, concurrently = false): string {
  const { writer } = operation;
  const call: Call | null = index.kind === 'call' ? index : null;
  const name = textOf(call?.named.get('name'));
  const method = methods[className(index)];
  const elements = call ? elementsOf(call, model) : null;
  const isPlain = className(index) === 'Index' || method !== undefined;
  if (!isPlain || elements === null || call?.named.has('db_tablespace')) writer.unknown();
  const words = ['CREATE INDEX', ...(concurrently ? ['CONCURRENTLY'] : []), ...(name === null ? [] : [named(name)])];
  const using = method ? ` USING ${method}` : '';
  const rest = call ? `${included(call, model)}${where(call, model, operation)}` : '';
  return `${words.join(' ')} ON ${named(tableOf(model))}${using} (${elements?.join(', ') ?? '(true)'})${rest}`;
}

function elementsOf(call: Call, model: Model): string[] | null {
  const fields = textsOf(call.named.get('fields'));
  if (fields === null || call.positional.length > 0) return null;
  const classes = textsOf(call.named.get('opclasses') ?? { kind: 'list', items: [], line: call.line });
  const elements = fields.map((field, place) => {
    const column = columnNamed(model, field.replace(/^-/, ''));
    const operatorClass = classes?.[place] ? ` ${classes[place]}` : '';
    return column === null ? null : `${named(column)}${operatorClass}${field.startsWith('-') ? ' DESC' : ''}`;
  });
  return classes !== null && elements.every((each) => each !== null) ? elements : null;
}

function included(call: Call, model: Model): string {
  const include = textsOf(call.named.get('include'));
  return include === null || include.length === 0 ? '' : ` INCLUDE ${columnsNamed(model, include) ?? '(id)'}`;
}

function where(call: Call, model: Model, { writer }: Operation): string {
  const condition = call.named.get('condition');
  if (condition === undefined || condition.kind === 'none') return '';
  const sql = conditionOf(condition, model);
  if (sql === null) writer.unknown();
  return sql === null ? '' : ` WHERE ${sql}`;
}

/** AddIndex and AddIndexConcurrently */
export function addIndex(concurrently: boolean): Translate {
  return (operation) => {
    const model = modelOf(operation);
    const index = argument(operation.call, 1, 'index');
    const name = index?.kind === 'call' ? textOf(index.named.get('name')) : null;
    if (model === null || index === undefined) return operation.writer.unknown();
    if (name !== null) model.indexes.set(name, index);
    if (!model.virtual)
      operation.writer.add(operation.call.line, createIndexSql(index, model, operation, concurrently));
  };
}

/** RemoveIndex and RemoveIndexConcurrently */
export function removeIndex(concurrently: boolean): Translate {
  return (operation) => {
    const model = modelOf(operation);
    const name = textOf(argument(operation.call, 1, 'name'));
    if (name === null) return operation.writer.unknown();
    model?.indexes.delete(name);
    if (model?.virtual) return;
    operation.writer.add(
      operation.call.line,
      `DROP INDEX ${concurrently ? 'CONCURRENTLY ' : ''}IF EXISTS ${named(name)}`,
    );
  };
}

/** RenameIndex, from one name to another */
export const renameIndex: Translate = ({ call, writer }) => {
  const [to, from] = [textOf(call.named.get('new_name')), textOf(call.named.get('old_name'))];
  if (to === null || from === null) writer.unknown();
  else writer.add(call.line, `ALTER INDEX ${named(from)} RENAME TO ${named(to)}`);
};

/** A constraint as CREATE TABLE has it; '' for one that is an index, or is not known. */
export function constraintPart(value: Value, model: Model, { writer }: Operation): string {
  const call: Call | null = value.kind === 'call' ? value : null;
  const name = textOf(call?.named.get('name'));
  if (call === null || name === null) {
    writer.unknown();
    return '';
  }
  const constraint = `CONSTRAINT ${named(name)}`;
  if (className(call) === 'CheckConstraint') {
    const condition = conditionOf(call.named.get('check') ?? call.named.get('condition'), model);
    if (condition === null) writer.unknown();
    return `${constraint} CHECK (${condition ?? 'true'})`;
  }
  if (className(call) !== 'UniqueConstraint') writer.unknown();
  if (className(call) !== 'UniqueConstraint' || isIndex(call)) return '';
  const columns = columnsNamed(model, textsOf(call.named.get('fields')) ?? []);
  if (columns === null) writer.unknown();
  return columns === null ? '' : `${constraint} UNIQUE ${columns}${deferrable(call)}`;
}

/** Unique constraints of parts of a table, or with more in them, are indexes. */
function isIndex(call: Call): boolean {
  const [condition, include, opclasses] = ['condition', 'include', 'opclasses'].map((name) => call.named.get(name));
  const isGiven = (value: Value | undefined) =>
    value !== undefined && value.kind !== 'none' && itemsOf(value)?.length !== 0;
  return isGiven(condition) || isGiven(include) || isGiven(opclasses) || call.positional.length > 0;
}

function deferrable(call: Call): string {
  const name = nameOf(call.named.get('deferrable')) ?? '';
  if (name.endsWith('.DEFERRED')) return ' DEFERRABLE INITIALLY DEFERRED';
  return name.endsWith('.IMMEDIATE') ? ' DEFERRABLE INITIALLY IMMEDIATE' : '';
}

/** CREATE UNIQUE INDEX of a unique constraint that is one; null where it is none. */
export function createConstraintIndex(value: Value, model: Model, operation: Operation): string | null {
  if (value.kind !== 'call' || className(value) !== 'UniqueConstraint' || !isIndex(value)) return null;
  const elements = elementsOf(value, model);
  const name = textOf(value.named.get('name'));
  if (elements === null || name === null) operation.writer.unknown();
  if (elements === null || name === null) return null;
  const rest = `${included(value, model)}${where(value, model, operation)}`;
  return `CREATE UNIQUE INDEX ${named(name)} ON ${named(tableOf(model))} (${elements.join(', ')})${rest}`;
}

/** AddConstraint, and AddConstraintNotValid */
export function addConstraint(notValid: boolean): Translate {
  return (operation) => {
    const { call, writer } = operation;
    const model = modelOf(operation);
    const constraint = argument(call, 1, 'constraint');
    const name = constraint?.kind === 'call' ? textOf(constraint.named.get('name')) : null;
    if (model === null || constraint === undefined || name === null) return writer.unknown();
    model.constraints.set(name, constraint);
    if (model.virtual) return;
    const index = createConstraintIndex(constraint, model, operation);
    if (index !== null) return writer.add(call.line, index);
    const part = constraintPart(constraint, model, operation);
    if (part !== '')
      writer.add(call.line, `ALTER TABLE ${named(tableOf(model))} ADD ${part}${notValid ? ' NOT VALID' : ''}`);
  };
}

/** RemoveConstraint */
export const removeConstraint: Translate = (operation) => {
  const { call, writer } = operation;
  const model = modelOf(operation);
  const name = textOf(argument(call, 1, 'name'));
  const constraint = name === null ? undefined : model?.constraints.get(name);
  if (model === null || name === null || constraint?.kind !== 'call') return writer.unknown();
  model.constraints.delete(name);
  if (model.virtual) return;
  const isUniqueIndex = className(constraint) === 'UniqueConstraint' && isIndex(constraint);
  const drop = isUniqueIndex
    ? `DROP INDEX IF EXISTS ${named(name)}`
    : `ALTER TABLE ${named(tableOf(model))} DROP CONSTRAINT ${named(name)}`;
  writer.add(call.line, drop);
};

/** ValidateConstraint */
export const validateConstraint: Translate = (operation) => {
  const model = modelOf(operation);
  const name = textOf(argument(operation.call, 1, 'name'));
  if (model === null || name === null) return operation.writer.unknown();
  operation.writer.add(operation.call.line, `ALTER TABLE ${named(tableOf(model))} VALIDATE CONSTRAINT ${named(name)}`);
};
