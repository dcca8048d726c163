import type { Node } from '@pgsql/types';
import { nameFrom, nodeOf } from './names.ts';
import { nameFromList } from './names-list.ts';
import type { Name, Statement } from './statement.ts';

/** The relations that earlier statements made: nobody uses them yet. */
export interface Newcomers {
  has(relation: Name): boolean;
  /** takes note of what a statement makes, renames and drops */
  pass(statement: Statement): void;
}

/** `exists`: the database at hand has it already, so that IF NOT EXISTS makes nothing. */
export function newcomers(exists: (relation: Name) => boolean): Newcomers {
  const schemas = new Set<string>();
  let relations: Name[] = [];
  const has = (relation: Name) =>
    (relation.schema !== null && schemas.has(relation.schema)) || relations.some((each) => same(each, relation));
  const drop = (relation: Name) => {
    relations = relations.filter((each) => !same(each, relation));
  };
  const move = (relation: Name, to: Name) => {
    const was = has(relation);
    drop(relation);
    drop(to);
    if (was) relations.push(to);
  };
  const pass = (statement: Pick<Statement, 'node'>): void => {
    for (const { relation, unlessThere } of made(statement, has)) {
      if (!(unlessThere && exists(relation)) && !has(relation)) relations.push(relation);
    }
    const schema = nodeOf(statement, 'CreateSchemaStmt');
    if (schema?.schemaname !== undefined && !schema.if_not_exists) schemas.add(schema.schemaname);
    for (const node of schema?.schemaElts ?? []) pass({ node });
    for (const relation of dropped(statement)) drop(relation);
    for (const { from, to } of moved(statement)) move(from, to);
  };
  return { has, pass };
}

/** Where one of the two does not say its schema, it may be the same. */
function same(one: Name, other: Name): boolean {
  return one.name === other.name && (one.schema === other.schema || one.schema === null || other.schema === null);
}

interface Made {
  relation: Name;
  unlessThere: boolean;
}

function made(statement: Pick<Statement, 'node'>, has: (relation: Name) => boolean): Made[] {
  const table = nodeOf(statement, 'CreateStmt') ?? nodeOf(statement, 'CreateForeignTableStmt')?.base;
  if (table) return [{ relation: nameFrom(table.relation), unlessThere: table.if_not_exists === true }];
  const copy = nodeOf(statement, 'CreateTableAsStmt');
  if (copy) return [{ relation: nameFrom(copy.into?.rel), unlessThere: copy.if_not_exists === true }];
  const into = nodeOf(statement, 'SelectStmt')?.intoClause?.rel;
  if (into) return [{ relation: nameFrom(into), unlessThere: false }];
  const view = nodeOf(statement, 'ViewStmt');
  if (view?.view) return [{ relation: nameFrom(view.view), unlessThere: view.replace === true }];
  const sequence = nodeOf(statement, 'CreateSeqStmt');
  if (sequence) return [{ relation: nameFrom(sequence.sequence), unlessThere: sequence.if_not_exists === true }];
  const type = typeMade(statement);
  if (type !== null) return [{ relation: type, unlessThere: false }];
  const index = nodeOf(statement, 'IndexStmt');
  if (!index?.idxname || !has(nameFrom(index.relation))) return [];
  // An index of a table that others use is no newcomer: to drop it takes a lock on that table.
  return [{ relation: { schema: index.relation?.schemaname ?? null, name: index.idxname }, unlessThere: false }];
}

/** Types share their names with tables: every table has a type of its own. */
function typeMade(statement: Pick<Statement, 'node'>): Name | null {
  const composite = nodeOf(statement, 'CompositeTypeStmt')?.typevar;
  if (composite) return nameFrom(composite);
  const name =
    nodeOf(statement, 'CreateEnumStmt')?.typeName ??
    nodeOf(statement, 'CreateRangeStmt')?.typeName ??
    nodeOf(statement, 'CreateDomainStmt')?.domainname;
  return name === undefined ? null : nameFromList(name);
}

const kinds = [
  'OBJECT_TABLE',
  'OBJECT_VIEW',
  'OBJECT_MATVIEW',
  'OBJECT_SEQUENCE',
  'OBJECT_INDEX',
  'OBJECT_FOREIGN_TABLE',
  'OBJECT_TYPE',
  'OBJECT_DOMAIN',
];

function dropped(statement: Pick<Statement, 'node'>): Name[] {
  const node = nodeOf(statement, 'DropStmt');
  return node && kinds.includes(node.removeType ?? '') ? (node.objects ?? []).map((each) => nameFromList(each)) : [];
}

function moved(statement: Pick<Statement, 'node'>): { from: Name; to: Name }[] {
  const rename = nodeOf(statement, 'RenameStmt');
  if (rename && (rename.relation || rename.object) && kinds.includes(rename.renameType ?? '')) {
    const from = rename.relation ? nameFrom(rename.relation) : nameFromList(rename.object);
    return [{ from, to: { schema: from.schema, name: rename.newname ?? '' } }];
  }
  const other = nodeOf(statement, 'AlterObjectSchemaStmt');
  if (!other?.relation) return [];
  const from = nameFrom(other.relation);
  return [{ from, to: { schema: other.newschema ?? null, name: from.name } }];
}

/** The names of all relations in a statement, wherever it names them: those whose facts the rules may ask for. */
export function namesOf({ node }: Pick<Statement, 'node'>): string[] {
  const found: string[] = [];
  const pending: unknown[] = [node];
  while (pending.length > 0) {
    const each = pending.pop();
    if (Array.isArray(each)) pending.push(...each);
    else if (typeof each === 'object' && each !== null) {
      if ('relname' in each && typeof each.relname === 'string') found.push(each.relname);
      if ('DropStmt' in each) found.push(...dropped({ node: each as Node }).map(({ name }) => name));
      pending.push(...Object.values(each));
    }
  }
  return found;
}
