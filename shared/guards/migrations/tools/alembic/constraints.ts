import { listed, named } from '../python/quoting.ts';
import { argument, type Call, isTrue, itemsOf, nameOf, textOf, textsOf, type Value } from '../python/value.ts';
import { constraintName, constraintOptions, givenName, sqlTextOf } from './texts.ts';

/** A constraint as CREATE TABLE and ADD write it; null where it is not known. `conventions`: names of checks may be changed. */
export function constraintSql(call: Call, conventions: boolean): string | null {
  const kind = (nameOf(call) ?? '').replace(/^.*\./, '');
  return constraints[kind]?.(call, conventions) ?? null;
}

const constraints: Record<string, (call: Call, conventions: boolean) => string | null> = {
  PrimaryKeyConstraint: (call) => overColumns('PRIMARY KEY', call),
  UniqueConstraint: (call) => overColumns('UNIQUE', call),
  ForeignKeyConstraint: foreignKey,
  CheckConstraint: check,
  ExcludeConstraint: (call) => exclusion(call, givenName(call.named.get('name'))?.name ?? null, call.positional),
};

function overColumns(words: string, call: Call): string | null {
  const given = givenName(call.named.get('name'));
  const columns = call.positional.map(textOf);
  const options = constraintOptions(call);
  if (given === null || options === null || columns.length === 0) return null;
  if (!columns.every((column) => column !== null)) return null;
  return `${constraintName(given.name)}${words} ${listed(columns)}${options}`;
}

function foreignKey(call: Call): string | null {
  const given = givenName(argument(call, 2, 'name'));
  const columns = textsOf(argument(call, 0, 'columns'));
  const referred = textsOf(argument(call, 1, 'refcolumns'))?.map(columnPath);
  const options = constraintOptions(call);
  const table = referred?.[0]?.table;
  if (!given || !columns || !referred || !table || options === null) return null;
  return `${constraintName(given.name)}FOREIGN KEY ${listed(columns)} REFERENCES ${table} ${listed(referred.map(({ column }) => column))}${options}`;
}

/** `sa.ForeignKey('schema.table.column')` of a column. */
export function columnForeignKey(column: string, call: Call): string | null {
  const target = textOf(argument(call, 0, 'column'));
  const given = givenName(call.named.get('name'));
  const options = constraintOptions(call);
  if (target === null || given === null || options === null || !target.includes('.')) return null;
  const { table, column: referred } = columnPath(target);
  return `${constraintName(given.name)}FOREIGN KEY ${listed([column])} REFERENCES ${table} ${listed([referred])}${options}`;
}

function columnPath(path: string): { table: string; column: string } {
  const parts = path.split('.');
  const column = parts.pop() ?? '';
  const table = parts.pop() ?? '';
  return { table: named(table, parts.join('.')), column };
}

function check(call: Call, conventions: boolean): string | null {
  const condition = sqlTextOf(argument(call, 0, 'sqltext'));
  const given = givenName(argument(call, 1, 'name'));
  if (condition === null || given === null) return null;
  const notValid = isTrue(call.named.get('postgresql_not_valid')) ? ' NOT VALID' : '';
  return `${constraintName(given.final || !conventions ? given.name : null)}CHECK (${condition})${notValid}`;
}

/** EXCLUDE, of elements that are pairs of a column or an expression and an operator. */
export function exclusion(call: Call, name: string | null, elements: Value[]): string | null {
  const parts = elements.map((element) => {
    const [what, operator] = itemsOf(element) ?? [];
    const column =
      textOf(what) ??
      textOf((what?.kind === 'call' && /\.column$/.test(nameOf(what) ?? '') && what.positional[0]) || undefined);
    const written = column === null ? sqlTextOf(what) : named(column);
    const sign = textOf(operator);
    return written === null || sign === null ? null : `${written} WITH ${sign}`;
  });
  if (parts.length === 0 || parts.includes(null)) return null;
  const where = call.named.get('where');
  const condition = where === undefined ? '' : sqlTextOf(where);
  if (condition === null) return null;
  const using = textOf(call.named.get('using')) ?? 'gist';
  return `${constraintName(name)}EXCLUDE USING ${using} (${parts.join(', ')})${condition && ` WHERE (${condition})`}${constraintOptions(call) ?? ''}`;
}
