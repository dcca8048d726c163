import type { ColumnDef, Node } from '@pgsql/types';
import { sameName } from './drops.ts';
import { nameFrom, nodeOf } from './names.ts';
import { wordsOf } from './names-list.ts';
import type { Context, Name, Statement } from './statement.ts';
import { callsIn, textOf, walk } from './walk.ts';

/** The columns of a table that a sequence feeds. `columns`: all of them in order; null where they are not known. */
export interface FedColumns {
  has(column: string): boolean;
  columns: string[] | null;
}

/** By the database at hand, or by the CREATE TABLE of the same migration. Where neither is, a column `id` is taken for one. */
export function fedColumns(table: Name, context: Context): FedColumns {
  const created = createdBefore(table, context);
  if (created) {
    const fed = created.filter(isFed).map(({ colname }) => colname);
    return { has: (column) => fed.includes(column), columns: created.map(({ colname = '' }) => colname) };
  }
  const known = context.table(table);
  if (known === null) return { has: (column) => column === 'id', columns: null };
  return {
    has: (column) => known.columns.get(column)?.sequence !== undefined,
    columns: [...known.columns.keys()],
  };
}

/** The sequence that an argument of setval names, and whether the same migration made it; null where it is computed. */
export function sequenceNamed(argument: Node | undefined, context: Context): { name: Name; isNew: boolean } | null {
  const text = textOf(argument);
  if (text !== null) {
    const name = nameFromText(text);
    return { name, isNew: context.isNew(name) || isOfNewTable(name, context) };
  }
  const call = argument ? callsIn(argument)[0] : undefined;
  const table = call?.path.at(-1) === 'pg_get_serial_sequence' ? textOf(call.call.args?.[0]) : null;
  if (table === null) return null;
  const owner = nameFromText(table);
  const column = textOf(call?.call.args?.[1]) ?? '';
  return { name: { ...owner, name: `${owner.name}_${column}_seq` }, isNew: context.isNew(owner) };
}

/** A serial column's sequence is called `table_column_seq`, and is as new as the table. */
export function isOfNewTable({ schema, name }: Name, context: Context): boolean {
  const words = name.split('_');
  if (words.at(-1) !== 'seq') return false;
  return words.some((_, at) => at > 0 && context.isNew({ schema, name: words.slice(0, at).join('_') }));
}

/** A later statement of the file that moves a sequence of this table. */
export function isMovedAfter(table: Name, { after }: Context): boolean {
  return after.some((statement) => {
    const sequence = nodeOf(statement, 'AlterSeqStmt')?.sequence?.relname;
    if (sequence?.startsWith(`${table.name}_`)) return true;
    const altered = nodeOf(statement, 'AlterTableStmt');
    if (altered && sameName(nameFrom(altered.relation), table)) return setsIdentity(statement);
    if (!nodeOf(statement, 'SelectStmt') && !nodeOf(statement, 'DoStmt')) return false;
    return /\bsetval\b/i.test(statement.sql) && new RegExp(`\\b${escaped(table.name)}`).test(statement.sql);
  });
}

function setsIdentity(statement: Statement): boolean {
  let found = false;
  walk(statement.node, (kind, node) => {
    if (kind === 'subtype' && node === 'AT_SetIdentity') found = true;
  });
  return found;
}

function createdBefore(table: Name, { before, isNew }: Context): ColumnDef[] | null {
  if (!isNew(table)) return null;
  const created = before
    .map((each) => nodeOf(each, 'CreateStmt'))
    .find((node) => node && sameName(nameFrom(node.relation), table));
  return created ? (created.tableElts ?? []).flatMap((each) => ('ColumnDef' in each ? [each.ColumnDef] : [])) : null;
}

function isFed({ typeName, constraints }: ColumnDef): boolean {
  const type = wordsOf(typeName?.names).at(-1) ?? '';
  if (/^(small|big)?serial[248]?$/.test(type)) return true;
  return (constraints ?? []).some((each) => {
    if (!('Constraint' in each)) return false;
    if (each.Constraint.contype === 'CONSTR_IDENTITY') return true;
    return each.Constraint.contype === 'CONSTR_DEFAULT' && callsIn(each).some(({ path }) => path.at(-1) === 'nextval');
  });
}

/** `public."Order_id_seq"` as a text that PostgreSQL reads as a name. */
function nameFromText(text: string): Name {
  const words = [...text.matchAll(/"((?:[^"]|"")+)"|([^".\s]+)/g)].map(
    ([, quoted, plain = '']) => quoted?.replaceAll('""', '"') ?? plain.toLowerCase(),
  );
  return { schema: words.at(-2) ?? null, name: words.at(-1) ?? '' };
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
